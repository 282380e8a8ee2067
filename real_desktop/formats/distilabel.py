"""distilabel: an instruction, its generations and, after a judge, a rating of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Response, ResponseSet
from real_desktop.formats.columns import PROMPTS, require
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.rankings import by_score
from real_desktop.formats.responses import responses_of, score_of, with_two
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TEXTS = ("generations", "generation")
_MODELS = ("generation_models", "generations_models", "model_names")
_RATINGS = ("ratings", "rating")
_REASONS = ("rationales", "rationale")
_SIGNS = (*_MODELS[:2], *_RATINGS, *_REASONS, "distilabel_metadata")


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have generations and what else distilabel writes."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """The generations as a set, those with a higher rating preferred. Raises RowError."""
    columns = row.columns
    require(columns, "prompt", PROMPTS)
    name = _list_in(columns, _TEXTS)
    if name is None:
        raise RowError("no list of generations")
    messages, prompt_columns = prompt_of(columns)
    texts = columns[name]
    ratings_name, ratings = _aligned(columns, _RATINGS, len(texts))
    reasons_name, reasons = _aligned(columns, _REASONS, len(texts))
    models_name, models = _aligned(columns, _MODELS, len(texts))
    judge = columns.get("model_name") if ratings_name else None
    used = {name, models_name, ratings_name, reasons_name, *prompt_columns}
    if models_name is None and not ratings_name and isinstance(columns.get("model_name"), str):
        models, used = [columns["model_name"]] * len(texts), used | {"model_name"}
    responses = [_response(*each) for each in zip(texts, models, ratings, reasons, strict=True)]
    there = tuple(response for response in responses if response is not None)
    meta = {n: v for n, v in columns.items() if n not in used}
    one = with_two(ResponseSet(row.number, messages, there, meta))
    by = judge if isinstance(judge, str) else None
    return replace(one, preferences=by_score([response.score for response in there], by))


def _response(text: object, model: object, rating: object, reason: object) -> Response | None:
    found, _names = responses_of({"responses": [text]})
    if not found or not found[0].text.strip():
        return None
    meta = {} if reason is None else {"rationale": reason}
    name = model if isinstance(model, str) else found[0].model
    return replace(found[0], model=name, score=score_of(rating), meta={**found[0].meta, **meta})


def _list_in(columns: Mapping[str, Any], names: Sequence[str]) -> str | None:
    return next((name for name in names if isinstance(columns.get(name), list)), None)


def _aligned(
    columns: Mapping[str, Any], names: Sequence[str], count: int
) -> tuple[str | None, list[Any]]:
    """A list that says something of each generation, and its name."""
    name = _list_in(columns, names)
    if name is None or len(columns[name]) != count:
        return None, [None] * count
    return name, columns[name]


def _fits(row: Row) -> bool:
    columns = row.columns
    has_prompt = any(name in columns for name in PROMPTS)
    is_signed = any(isinstance(columns.get(name), list | dict) for name in _SIGNS)
    return has_prompt and is_signed and _list_in(columns, _TEXTS) is not None


DISTILABEL = Reader(
    "distilabel",
    matches,
    row_by_row(to_set),
    title="distilabel generations",
    sign="an instruction, generations and their models or ratings in each row",
)
