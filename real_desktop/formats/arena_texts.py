"""Battles of Chatbot Arena as a table: each text is a list of one text a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Outcome
from real_desktop.formats.battles import battle
from real_desktop.formats.divergence import parting
from real_desktop.formats.responses import score_of
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.unfolded import list_of, unfolded
from real_desktop.formats.verdicts import outcome_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from real_desktop.core.records import ResponseSet

_TEXTS = ("prompt", "response_a", "response_b")
_WINNERS = {
    "winner_model_a": Outcome.A,
    "winner_model_b": Outcome.B,
    "winner_tie": Outcome.TIE,
    "winner_both_bad": Outcome.BOTH_BAD,
}


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have such lists."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """The answers where the conversations part, after the turns they share. Raises RowError."""
    columns = row.columns
    asked, *answers = (list_of(columns.get(name), name) for name in _TEXTS)
    conversations = [_conversation(asked, answered) for answered in answers]
    models = columns.get("model_a"), columns.get("model_b")
    used = (*_TEXTS, "model_a", "model_b")
    meta = {name: value for name, value in columns.items() if name not in used}
    return battle(row.number, parting(*conversations), models, _outcome(columns), meta)


def _conversation(asked: list[object], answered: list[object]) -> list[object]:
    if len(asked) != len(answered):
        raise RowError("as many answers as questions were expected")
    turns: list[object] = []
    for question, answer in zip(asked, answered, strict=True):
        turns.append({"role": "user", "content": question})
        turns.append({"role": "assistant", "content": answer})
    return turns


def _outcome(columns: Mapping[str, Any]) -> Outcome | None:
    for name, outcome in _WINNERS.items():
        value = columns.get(name)
        if value is True or score_of(value) == 1:
            return outcome
    return outcome_in_words(columns.get("winner"))


def _fits(row: Row) -> bool:
    columns = row.columns
    if not all(name in columns for name in _TEXTS):
        return False
    has_models = "model_a" in columns or "winner_model_a" in columns
    return has_models and all(_is_texts(unfolded(columns[name])) for name in _TEXTS)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(one is None or isinstance(one, str) for one in value)


ARENA_TEXTS = Reader(
    "arena-table",
    matches,
    row_by_row(to_set),
    title="Arena battles as a table",
    sign="prompt, response_a and response_b that are lists of turns",
)
