"""Battles of Chatbot Arena and MT-bench: two conversations with two models, and who won."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.battles import battle
from real_desktop.formats.divergence import parting
from real_desktop.formats.responses import score_of
from real_desktop.formats.rows import Reader, Row, row_by_row, share_of
from real_desktop.formats.unfolded import list_of
from real_desktop.formats.verdicts import outcome_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.core.records import ResponseSet

_CONVERSATIONS = ("conversation_a", "conversation_b")
_ANYBODY = "arena_user"
"""Each vote of the arena has a judge of its own, who says nothing twice."""


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that hold two conversations."""
    return share_of(rows, lambda row: all(name in row.columns for name in _CONVERSATIONS))


def to_set(row: Row) -> ResponseSet:
    """The answers where the conversations part, after the turns they share. Raises RowError."""
    columns = row.columns
    a, b = (list_of(columns.get(name), name) for name in _CONVERSATIONS)
    models = columns.get("model_a"), columns.get("model_b")
    used = (*_CONVERSATIONS, "model_a", "model_b")
    meta = {name: value for name, value in columns.items() if name not in used}
    outcome = outcome_in_words(columns.get("winner"))
    judge = _judge(columns.get("judge"))
    turn = score_of(columns.get("turn"))
    return battle(row.number, parting(a, b), models, outcome, meta, judge, turn)


def _judge(judge: object) -> str | None:
    name = judge[0] if isinstance(judge, list) and judge else judge
    return name if isinstance(name, str) and not name.startswith(_ANYBODY) else None


ARENA = Reader(
    "arena",
    matches,
    row_by_row(to_set),
    title="Arena battles",
    sign="conversation_a and conversation_b in each row",
)
