"""Rows of a Parquet file, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from real_desktop.core.errors import UserError
from real_desktop.formats.opening import seekable
from real_desktop.formats.rows import Container, Row, check_names, name_of
from real_desktop.formats.table_rows import rows_a_batch, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from real_desktop.core.records import RejectedRow

_BUFFER_SIZE = 1 << 16


def holds_parquet(head: bytes) -> bool:
    """Whether a file begins as Parquet files do."""
    return head.startswith(b"PAR1")


def parquet_rows(path: Path) -> Iterator[Row | RejectedRow]:
    """Stream the rows. Raises UserError when the file is damaged or unfolds too far."""
    name = name_of(path)
    with seekable(path) as file:
        yield from table_rows(_batches(file, name), name, file.seek(0, 2))


def _batches(file: BinaryIO, name: str) -> Iterator[Any]:
    """Batches of about 1 MiB and at most 8 rows, for a batch is in memory as a whole."""
    try:
        source = _opened(file)
        check_names(source.schema_arrow.names, name)
        for group in range(source.num_row_groups):
            inside = source.metadata.row_group(group)
            count = rows_a_batch(inside.num_rows, inside.total_byte_size)
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


PARQUET = Container("parquet", holds_parquet, parquet_rows)
