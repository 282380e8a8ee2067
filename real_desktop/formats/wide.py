"""Wide rows: a prompt and its responses in columns of their own, response_1, response_2, ..."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import ResponseSet
from real_desktop.formats.columns import PROMPTS, require
from real_desktop.formats.families import Family, family_of
from real_desktop.formats.labels import UNKNOWN, Coding, coded_rows, known_preferences
from real_desktop.formats.plain import has_list
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import (
    items_of,
    score_of,
    with_two,
)
from real_desktop.formats.rows import Reader, Row, RowError, column_names, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOKED_FOR = ("response_1", "response_a", "output_1", "answer_1", "completion_1")


def is_wide(columns: Mapping[str, Any]) -> bool:
    """Whether a row has two columns of responses, and no list of them."""
    return family_of(columns) is not None and not has_list(columns)


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a prompt and columns of responses."""
    return share_of(rows, _fits)


def to_set(row: Row, coding: Coding = UNKNOWN) -> ResponseSet:
    """The row as a response set; what is not understood goes to `meta`. Raises RowError.

    A model or a score belongs to the response with the same number or letter.
    """
    columns = row.columns
    require(columns, "prompt", PROMPTS)
    family = family_of(columns)
    if family is None:
        raise RowError(f"no response column; found: {column_names(columns)}")
    messages, prompt_columns = prompt_of(columns)
    lists, list_columns = _as_lists(columns, family)
    rest = {name: value for name, value in columns.items() if name not in list_columns}
    made, response_columns = items_of(rest | lists)
    used = prompt_columns | (response_columns - lists.keys())
    meta = {name: value for name, value in rest.items() if name not in used}
    known = known_preferences(rest, made, coding, family.columns)
    responses = tuple(one for one in made if one is not None)
    return with_two(ResponseSet(row.number, messages, responses, meta, known))


def _as_lists(
    columns: Mapping[str, Any], family: Family
) -> tuple[dict[str, list[Any]], frozenset[str]]:
    """The responses, models and scores as a plain row has them, and the columns they are from."""
    used = set(family.columns)
    lists = {"responses": [columns[name] for name in family.columns]}
    models = family.model_columns(columns)
    if any(models) and all(_is_text(columns.get(name or "")) for name in models):
        lists["models"] = [columns.get(name or "") for name in models]
        used.update(name for name in models if name)
    score_columns = family.score_columns(columns)
    scores = [score_of(columns.get(name or "")) for name in score_columns]
    if any(score is not None for score in scores):
        lists["scores"] = scores
        used.update(n for n, s in zip(score_columns, scores, strict=True) if n and s is not None)
    return lists, frozenset(used)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _fits(row: Row) -> bool:
    return any(name in row.columns for name in PROMPTS) and is_wide(row.columns)


WIDE = Reader(
    "wide",
    matches,
    coded_rows(to_set),
    {"prompt": PROMPTS, "response": LOOKED_FOR},
    title="Responses side by side",
    sign="a prompt and columns such as response_1 and response_2",
)
