"""Details of lighteval: the document of a task and what a model answered.

One file a model, in a folder that is named after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import ResponseSet
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, responses_of, with_two
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.unfolded import unfolded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DOC, _ANSWER = "__doc__", "__model_response__"


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a document and the response of a model."""
    return share_of(rows, lambda row: {_DOC, _ANSWER} <= row.columns.keys())


def to_set(row: Row) -> ResponseSet:
    """The row as a set. Raises RowError, AloneError if it has a single answer."""
    doc, answer = (_object(row.columns, name) for name in (_DOC, _ANSWER))
    asked = doc.get("query") or unfolded(answer.get("input"))
    messages, _used = prompt_of({"prompt": asked})
    texts = unfolded(answer.get("text"))
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not texts:
        raise RowError(NO_RESPONSE)
    found, _names = responses_of({"responses": texts})
    meta = {n: v for n, v in row.columns.items() if n not in (_DOC, _ANSWER)}
    meta |= {n: v for n, v in doc.items() if n != "query" and v is not None}
    return with_two(ResponseSet(row.number, messages, found, meta))


def _object(columns: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = unfolded(columns.get(name))
    if not isinstance(found, dict):
        raise RowError(f"{name} is no object")
    return found


LIGHTEVAL = Reader(
    "lighteval",
    matches,
    row_by_row(to_set),
    title="lighteval details",
    sign="__doc__ and __model_response__ in each row",
    model_is_folder=True,
)
