"""Nectar: a conversation with the marks of HH-RLHF, and answers by rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.core.records import ResponseSet
from real_desktop.formats.labels import ranks_of
from real_desktop.formats.prompts import prompt_fault
from real_desktop.formats.rankings import by_rank
from real_desktop.formats.responses import responses_of, with_two
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.transcripts import prompt_in

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_TRANSCRIPT = "the prompt is no transcript that ends in Assistant:"
_USED = {"prompt", "answers"}


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a transcript and ranked answers."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """The row as a response set, in which rank 1 is the best. Raises RowError."""
    prompt = row.columns.get("prompt")
    messages = prompt_in(prompt) if isinstance(prompt, str) else None
    if messages is None:
        raise RowError(NO_TRANSCRIPT)
    if fault := prompt_fault(messages):
        raise RowError(fault)
    responses, _used = responses_of({"answers": row.columns.get("answers")})
    meta = {name: value for name, value in row.columns.items() if name not in _USED}
    known = by_rank(ranks_of(responses))
    return with_two(ResponseSet(row.number, messages, responses, meta, known))


def _fits(row: Row) -> bool:
    prompt, answers = row.columns.get("prompt"), row.columns.get("answers")
    is_ranked = isinstance(answers, list) and any(
        isinstance(one, dict) and {"answer", "rank"} <= one.keys() for one in answers
    )
    return is_ranked and isinstance(prompt, str) and prompt_in(prompt) is not None


NECTAR = Reader(
    "nectar",
    matches,
    row_by_row(to_set),
    title="Nectar",
    sign="ranked answers to a transcript of Human: and Assistant: turns",
)
