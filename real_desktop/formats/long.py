"""Long rows: one response a row, with its prompt or the id of its prompt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.formats.columns import (
    IDS,
    LONG_RESPONSES,
    PROMPTS,
    SCORE_LISTS,
    SCORE_NAMES,
    require,
)
from real_desktop.formats.grouping import Groups, LongRow
from real_desktop.formats.plain import has_list
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, responses_of, score_of
from real_desktop.formats.rows import (
    Reader,
    Row,
    RowError,
    set_aside,
    share_of,
)
from real_desktop.formats.wide import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from real_desktop.core.records import Message, RejectedRow, ResponseSet


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a prompt and one response."""
    return share_of(rows, _fits)


def read(
    rows: Iterable[Row | RejectedRow],
) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then the sets in the order of their first rows.

    Rows of one prompt may stand anywhere, so all of them are on the disk until the last one is
    read. What all rows of a set say alike goes to its `meta`, the rest to that of the response.
    """
    groups = Groups()
    yield from set_aside(rows, lambda row: groups.add(_long_row(row)))
    yield from groups.sets()


def _long_row(row: Row) -> LongRow:
    """The row as one response. Raises RowError."""
    columns = row.columns
    present = require(columns, "response", LONG_RESPONSES)
    name = next((n for n in present if columns[n] is not None), present[0])
    scores = {n: score_of(columns[n]) for n in SCORE_NAMES if n in columns}
    score = next((n for n, value in scores.items() if value is not None), None)
    rest = {n: value for n, value in columns.items() if n not in (name, score)}
    one = {"responses": [columns[name]]}
    if score or not rest.keys().isdisjoint(SCORE_LISTS):
        one["scores"] = [scores[score] if score else None]
    responses, used = responses_of(rest | one)
    if not responses:
        raise RowError(NO_RESPONSE)
    ids = {n: str(columns[n]) for n in IDS if _is_id(columns.get(n))}
    messages, prompt_columns = _prompt(columns, has_id=bool(ids))
    used = (used - one.keys()) | prompt_columns
    meta = {n: value for n, value in rest.items() if n not in used}
    response = replace(responses[0], file=row.file) if row.file else responses[0]
    return LongRow(row.number, messages, response, ids, meta, row.start)


def _prompt(
    columns: Mapping[str, Any], *, has_id: bool
) -> tuple[tuple[Message, ...] | None, frozenset[str]]:
    """The prompt, None where another row with the same id may have it. Raises RowError."""
    present = [name for name in PROMPTS if name in columns]
    if has_id and all(columns[name] in (None, "") for name in present):
        return None, frozenset(present)
    return prompt_of(columns)


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _fits(row: Row) -> bool:
    has_prompt = any(name in row.columns for name in PROMPTS)
    is_one = any(isinstance(row.columns.get(n), str | list | dict) for n in LONG_RESPONSES)
    return has_prompt and is_one and not has_list(row.columns) and not is_wide(row.columns)


LONG = Reader(
    "long",
    matches,
    read,
    {"prompt": PROMPTS, "response": LONG_RESPONSES},
    title="One response a row",
    sign="a prompt and a single response in each row",
    joins=True,
)
