"""AlpacaEval annotations: two outputs to an instruction, and which of them was preferred."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Outcome
from real_desktop.formats.responses import score_of
from real_desktop.formats.rows import Reader, Row, row_by_row, share_of
from real_desktop.formats.wide import to_set as wide_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from real_desktop.core.records import ResponseSet

_MIDDLE = 1.5
_NEEDED = {"instruction", "output_1", "output_2", "preference"}


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have two outputs, their generators and a preference."""
    return share_of(rows, lambda row: row.columns.keys() >= _NEEDED)


def to_set(row: Row) -> ResponseSet:
    """Both outputs as a set; the columns of the annotation are kept. Raises RowError."""
    one = wide_set(row)
    preference = _preference(row.columns)
    return replace(one, preferences=(preference,)) if preference else one


def _preference(columns: Mapping[str, Any]) -> KnownPreference | None:
    """From 1, for the first, to 2, for the second; 1.5 and 0 are a draw."""
    value = score_of(columns.get("preference"))
    if value is None or not (value == 0 or 1 <= value <= 2):
        return None
    annotator = columns.get("annotator")
    by = annotator if isinstance(annotator, str) else None
    if value in (0, _MIDDLE):
        return KnownPreference(0, 1, Outcome.TIE, by)
    return KnownPreference(0, 1, Outcome.A if value < _MIDDLE else Outcome.B, by)


ALPACA_ANNOTATIONS = Reader(
    "alpaca-annotations",
    matches,
    row_by_row(to_set),
    title="AlpacaEval annotations",
    sign="an instruction, output_1, output_2 and a preference in each row",
)
