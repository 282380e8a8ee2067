"""Conversations that end with an answer, as fine-tuning takes them.

One file alone compares nothing; those of several models over the same prompts do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.plain import has_list
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import Reader, Row, row_by_row, share_of
from real_desktop.formats.single import ends_with_answer, single_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.core.records import ResponseSet

_COMPARED = ("chosen", "rejected")


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that hold a conversation which ends with an answer."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """Never a set, for it has one response. Raises RowError, AloneError if that is all."""
    return with_two(single_of(row))


def _fits(row: Row) -> bool:
    is_compared = any(name.startswith(_COMPARED) for name in row.columns)
    return ends_with_answer(row.columns) and not has_list(row.columns) and not is_compared


SFT = Reader(
    "sft",
    matches,
    row_by_row(to_set),
    title="Conversations that end with an answer",
    sign="messages whose last one is the assistant's",
)
