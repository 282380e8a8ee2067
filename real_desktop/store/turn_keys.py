"""What turns say beside their role and content: which names stand in a pair, and where."""

from __future__ import annotations

from collections.abc import Sequence

from real_desktop.core.turns import EXTRA
from real_desktop.store.project_file import ProjectFile

PLACES = ("prompt", "a", "b")

_COLUMNS = ", ".join(
    f"instr({column}, '\"{name}\":') > 0"
    for column in ("messages", "a.meta", "b.meta")
    for name in EXTRA
)
"""The quotes of a text are escaped in JSON, so a name between bare ones is a name."""


def turn_keys(project: ProjectFile, pair_ids: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    """The places and names of each pair that has any. Ask for some hundred pairs at a time."""
    marks = ", ".join("?" * len(pair_ids))
    rows = project.db.execute(
        f"SELECT pairs.id, {_COLUMNS} FROM pairs JOIN prompts ON prompts.id = pairs.prompt_id"
        " JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b"
        f" WHERE pairs.id IN ({marks})",
        list(pair_ids),
    )
    names = [(place, name) for place in PLACES for name in EXTRA]
    found = {row[0]: {n for n, there in zip(names, row[1:], strict=True) if there} for row in rows}
    return {pair_id: keys for pair_id, keys in found.items() if keys}
