"""The texts of a pair as they are stored, which must be what was judged."""

from __future__ import annotations

from collections.abc import Sequence

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError


def check_texts(texts: Sequence[str], hashes: Sequence[str], pair_id: int) -> None:
    """Raise UserError when a text of the pair is not what its hash says: the file is damaged."""
    if [text_hash(text) for text in texts] != list(hashes):
        raise UserError(f"the project is damaged: a text of pair {pair_id} has changed")
