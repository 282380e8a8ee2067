"""Rows of a Parquet file, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_values import TOO_DEEP, checked_object
from real_desktop.formats.opening import seekable
from real_desktop.formats.rows import (
    Container,
    Row,
    RowError,
    beginning,
    check_names,
    excerpt,
    name_of,
)
from real_desktop.formats.safe_values import json_value
from real_desktop.formats.unfolding import check_unfolding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_READABLE = "a value that cannot be read"
_MOST_ROWS = 8
_BATCH_SIZE = 1 << 20
_BUFFER_SIZE = 1 << 16


def holds_parquet(head: bytes) -> bool:
    """Whether a file begins as Parquet files do."""
    return head.startswith(b"PAR1")


def parquet_rows(path: Path) -> Iterator[Row | RejectedRow]:
    """Stream the rows. Raises UserError when the file is damaged or unfolds too far."""
    name = name_of(path)
    with seekable(path) as file:
        size = file.seek(0, 2)
        unpacked = number = 0
        for batch in _batches(file, name):
            unpacked += batch.nbytes
            check_unfolding(name, size, unpacked)
            for place in range(batch.num_rows):
                number += 1
                yield _row(number, batch, place)


def _batches(file: BinaryIO, name: str) -> Iterator[Any]:
    """Batches of about 1 MiB and at most 8 rows, for a batch is in memory as a whole."""
    try:
        source = _opened(file)
        check_names(source.schema_arrow.names, name)
        for group in range(source.num_row_groups):
            count = _rows_a_batch(source.metadata.row_group(group))
            for batch in source.iter_batches(count, row_groups=[group], use_threads=False):
                batch.validate()
                yield batch
    except UserError:
        raise
    except Exception as error:  # damaged data makes pyarrow raise errors of a dozen kinds
        raise UserError(f"{name}: the Parquet data is damaged or breaks off") from error


def _opened(file: BinaryIO) -> Any:  # noqa: ANN401
    """The file for pyarrow; by its name it would not do, for some names are addresses to it."""
    from pyarrow import parquet

    return parquet.ParquetFile(
        file, buffer_size=_BUFFER_SIZE, pre_buffer=False, page_checksum_verification=True
    )


def _rows_a_batch(group: Any) -> int:  # noqa: ANN401
    row_size: int = group.total_byte_size // max(group.num_rows, 1)
    return min(_MOST_ROWS, max(1, _BATCH_SIZE // max(row_size, 1)))


def _row(number: int, batch: Any, place: int) -> Row | RejectedRow:  # noqa: ANN401
    columns: dict[str, Any] = {}
    try:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            columns[name] = _value(column[place])
        checked_object(columns)
    except RowError as fault:
        return RejectedRow(number, str(fault), excerpt(beginning(columns)))
    return Row(number, columns, size=batch.nbytes // batch.num_rows)


def _value(cell: Any) -> object:  # noqa: ANN401
    """The cell as JSON has it. Raises RowError for text that is no UTF-8 or a strange date."""
    try:
        return json_value(cell.as_py())
    except RecursionError:
        raise RowError(TOO_DEEP) from None
    except (ValueError, OverflowError):
        raise RowError(NOT_READABLE) from None


PARQUET = Container("parquet", holds_parquet, parquet_rows)
