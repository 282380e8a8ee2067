"""UltraFeedback as published: an instruction, and completions that GPT-4 rated by aspect."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import ResponseSet
from real_desktop.formats.columns import PROMPTS, require
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.rankings import by_score
from real_desktop.formats.responses import responses_of, score_of, with_two
from real_desktop.formats.rows import Reader, Row, row_by_row, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from real_desktop.core.records import Response


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have completions with ratings in `annotations`."""
    return share_of(rows, lambda row: _is_rated(row.columns.get("completions")))


def to_set(row: Row) -> ResponseSet:
    """The row as a response set. Raises RowError.

    A response's score is its `overall_score` or the mean of its ratings; one without a number
    among them has none. Each completion has a system prompt of its own, so that is no part of
    the prompt that they share, and is kept with the response.
    """
    require(row.columns, "response", ("completions",))
    messages, used = prompt_of(row.columns)
    responses, columns = responses_of(row.columns)
    responses = tuple(_scored(response) for response in responses)
    known = by_score([response.score for response in responses])
    models = [response.model for response in responses]
    used |= columns | ({"models"} if row.columns.get("models") == models else set())
    meta = {name: value for name, value in row.columns.items() if name not in used}
    return with_two(ResponseSet(row.number, messages, responses, meta, known))


def _is_rated(completions: object) -> bool:
    return isinstance(completions, list) and any(
        isinstance(one, dict) and isinstance(one.get("annotations"), dict) and "response" in one
        for one in completions
    )


def _scored(response: Response) -> Response:
    overall = score_of(response.meta.get("overall_score"))
    score = overall if overall is not None else _mean(response.meta.get("annotations"))
    return replace(response, score=score)


def _mean(annotations: Mapping[str, Any] | None) -> float | None:
    aspects = annotations.values() if isinstance(annotations, dict) else ()
    ratings = [score_of(one.get("Rating")) for one in aspects if isinstance(one, dict)]
    known = [rating for rating in ratings if rating is not None]
    return sum(known) / len(known) if known else None


ULTRAFEEDBACK = Reader(
    "ultrafeedback",
    matches,
    row_by_row(to_set),
    {"prompt": PROMPTS},
    title="UltraFeedback",
    sign="completions with ratings in annotations",
)
