"""Rows of tables as pyarrow has them, whatever file they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_values import TOO_DEEP, checked_object
from real_desktop.formats.rows import Row, RowError, beginning, excerpt
from real_desktop.formats.safe_values import json_value
from real_desktop.formats.table_sizes import size_of_batch
from real_desktop.formats.unfolding import check_unfolding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOT_READABLE = "a value that cannot be read"
MOST_ROWS = 8
MOST_BYTES = 1 << 20


def table_rows(batches: Iterable[Any], name: str, packed: int) -> Iterator[Row | RejectedRow]:
    """Stream the rows of small batches, numbered from 1.

    `packed` is the size of the file. Raises UserError, before anything is made of a batch, when
    the rows so far are too much for that.
    """
    number = unpacked = 0
    for batch in batches:
        size = size_of_batch(batch)
        unpacked += size
        check_unfolding(name, packed, unpacked)
        for place in range(batch.num_rows):
            number += 1
            yield _row(number, batch, place, size // batch.num_rows)
        del batch  # it would be in memory while the next one is read


def rows_a_batch(rows: int, size: int) -> int:
    """How many rows to take at once where so many have some size, for 1 MiB and at most 8."""
    row_size = size // max(rows, 1)
    return min(MOST_ROWS, max(1, MOST_BYTES // max(row_size, 1)))


def _row(number: int, batch: Any, place: int, size: int) -> Row | RejectedRow:  # noqa: ANN401
    columns: dict[str, Any] = {}
    try:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            columns[name] = _value(column[place])
        checked_object(columns)
    except RowError as fault:
        return RejectedRow(number, str(fault), excerpt(beginning(columns)))
    return Row(number, columns, size=size)


def _value(cell: Any) -> object:  # noqa: ANN401
    """The cell as JSON has it. Raises RowError for text that is no UTF-8 or a strange date."""
    try:
        return json_value(cell.as_py())
    except RecursionError:
        raise RowError(TOO_DEEP) from None
    except (ValueError, OverflowError, LookupError):
        raise RowError(NOT_READABLE) from None
