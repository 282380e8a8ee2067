"""HelpSteer2: one response a row, rated from 0 to 4 by five aspects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from real_desktop.core.records import Response
from real_desktop.formats.columns import require
from real_desktop.formats.extra_id_marks import marked_prompt
from real_desktop.formats.grouping import Groups, LongRow
from real_desktop.formats.responses import NOT_TEXT, score_of
from real_desktop.formats.rows import Reader, Row, RowError, set_aside, share_of
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from real_desktop.core.records import RejectedRow, ResponseSet

ASPECTS = ("helpfulness", "correctness", "coherence", "complexity", "verbosity")
_MUST = {"prompt", "response", "helpfulness", "correctness", "verbosity"}


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a prompt, one response and its aspects."""
    return share_of(rows, lambda row: row.columns.keys() >= _MUST)


def read(
    rows: Iterable[Row | RejectedRow],
) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then the sets; helpfulness is the score."""
    groups = Groups()
    yield from set_aside(rows, lambda row: groups.add(_long_row(row)))
    yield from groups.sets()


def _long_row(row: Row) -> LongRow:
    """The row as one response. Raises RowError."""
    columns = row.columns
    require(columns, "response", ("response",))
    if not isinstance(columns["response"], str):
        raise RowError(NOT_TEXT)
    text = text_to_judge(columns["response"])
    aspects = {name: columns[name] for name in ASPECTS if name in columns}
    response = Response(text, None, score_of(columns.get("helpfulness")), aspects)
    used = {"prompt", "response", *ASPECTS}
    meta = {name: value for name, value in columns.items() if name not in used}
    messages = marked_prompt(columns.get("prompt"))
    return LongRow(row.number, messages, replace(response, file=row.file), {}, meta, row.start)


HELPSTEER2 = Reader(
    "helpsteer2",
    matches,
    read,
    title="HelpSteer2",
    sign="a response a row with helpfulness, correctness and verbosity",
)
