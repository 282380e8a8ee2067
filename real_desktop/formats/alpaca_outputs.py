"""AlpacaEval outputs: an instruction and the output of a model, one file a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.plain import has_list
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import Reader, Row, row_by_row, share_of
from real_desktop.formats.single import single_of
from real_desktop.formats.wide import is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.core.records import ResponseSet


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have an instruction, an output and its generator or data set."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """Never a set, for it has one response. Raises RowError, AloneError if that is all."""
    return with_two(single_of(row))


def _fits(row: Row) -> bool:
    columns = row.columns
    has_texts = "instruction" in columns and "output" in columns
    is_named = "generator" in columns or "dataset" in columns
    return has_texts and is_named and not has_list(columns) and not is_wide(columns)


ALPACA_OUTPUTS = Reader(
    "alpaca-eval",
    matches,
    row_by_row(to_set),
    title="AlpacaEval outputs",
    sign="an instruction, an output and its generator in each row",
    model_is_folder=True,
)
