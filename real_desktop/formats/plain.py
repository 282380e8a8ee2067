"""Plain rows: a prompt and a list of responses, under any of their usual names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import ResponseSet
from real_desktop.formats.columns import PROMPTS, RESPONSES, require
from real_desktop.formats.labels import UNKNOWN, Coding, coded_rows, known_preferences
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import items_of, with_two
from real_desktop.formats.rows import Reader, Row, share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PROMPTS, _RESPONSES = frozenset(PROMPTS), frozenset(RESPONSES)

LOOKED_FOR = ("responses", "response_1", "response", *RESPONSES[1:])
"""What would do in any layout, for plain rows are what is tried when no layout fits."""


def has_list(columns: Mapping[str, Any]) -> bool:
    """Whether some column holds a list of responses, which goes before every other layout."""
    return any(isinstance(columns.get(name), list) for name in RESPONSES)


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a prompt and a list of responses."""
    return share_of(rows, _fits)


def to_set(row: Row, coding: Coding = UNKNOWN) -> ResponseSet:
    """The row as a response set; what is not understood goes to `meta`. Raises RowError."""
    columns = row.columns
    if columns.keys().isdisjoint(_PROMPTS) or columns.keys().isdisjoint(_RESPONSES):
        require(columns, "prompt", PROMPTS)
        require(columns, "response", RESPONSES)
    messages, prompt_columns = prompt_of(columns)
    made, response_columns = items_of(columns)
    used = prompt_columns | response_columns
    meta = {name: value for name, value in columns.items() if name not in used}
    known = known_preferences(columns, made, coding)
    responses = tuple(one for one in made if one is not None)
    return with_two(ResponseSet(row.number, messages, responses, meta, known))


def _fits(row: Row) -> bool:
    return any(name in row.columns for name in PROMPTS) and has_list(row.columns)


PLAIN = Reader(
    "plain",
    matches,
    coded_rows(to_set),
    {"prompt": PROMPTS, "response": LOOKED_FOR},
    title="Response sets",
    sign="a prompt and a list of responses in each row",
)
