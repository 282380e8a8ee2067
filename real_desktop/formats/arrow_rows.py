"""Rows of Arrow's IPC file format (Feather too) and of its stream format, a few at a time.

An IPC file is a stream between two marks, and is read as one, forwards. It is never mapped into
memory: a file that is cut while it is mapped ends the process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.errors import UserError
from real_desktop.formats.arrow_stream import CONTINUATION, ArrowStream
from real_desktop.formats.opening import opened
from real_desktop.formats.rows import Container, Row, check_names, column_names, name_of
from real_desktop.formats.table_rows import rows_a_batch, table_rows
from real_desktop.formats.table_sizes import can_be_measured, size_of_batch
from real_desktop.formats.unfolding import check_unfolding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    from real_desktop.core.records import RejectedRow

_MAGIC = b"ARROW1"
_PADDED_MAGIC = 8
_MOST_METADATA = 1 << 24
_STEP = 1 << 16


def holds_arrow(head: bytes) -> bool:
    """Whether a file begins with Arrow's mark, or with a message as streams do."""
    if head.startswith(_MAGIC):
        return True
    size = int.from_bytes(head[4:8], "little")
    return head.startswith(CONTINUATION) and 0 < size < _MOST_METADATA and size % 8 == 0


def arrow_rows(path: Path) -> Iterator[Row | RejectedRow]:
    """Stream the rows. Raises UserError when the file is damaged or unfolds too far."""
    name, packed = name_of(path), path.stat().st_size
    with opened(path) as file:
        yield from table_rows(_batches(file, name, packed), name, packed)


def _batches(file: BufferedReader, name: str, packed: int) -> Iterator[Any]:
    try:
        is_file = file.peek(len(_MAGIC)).startswith(_MAGIC)
        file.read(_PADDED_MAGIC if is_file else 0)
        yield from _checked(ArrowStream(file, name, packed), name)
        _check_end(file, is_file=is_file)
    except UserError:
        raise
    except Exception as error:  # damaged data makes pyarrow raise errors of a dozen kinds
        raise UserError(f"{name}: the Arrow data is damaged or breaks off") from error


def _checked(stream: ArrowStream, name: str) -> Iterator[Any]:
    """Small batches, of which every value lies inside the data and every text is UTF-8."""
    from pyarrow import ipc

    options = ipc.IpcReadOptions(use_threads=False)
    with ipc.open_stream(stream, options=options) as source:
        _check_schema(source.schema, name)
        while (batch := _next_batch(source)) is not None:
            batch.validate(full=True)
            size = size_of_batch(batch)
            check_unfolding(name, stream.packed, size)
            yield from _slices(batch, rows_a_batch(batch.num_rows, size))
            del batch


def _next_batch(source: Any) -> Any:  # noqa: ANN401
    try:
        return source.read_next_batch()
    except StopIteration:
        return None


def _check_schema(schema: Any, name: str) -> None:  # noqa: ANN401
    check_names(schema.names, name)
    for field in schema:
        if not can_be_measured(field.type):
            column = column_names([field.name])
            raise UserError(f"{name}: the column {column} is of a kind that cannot be read")


def _slices(batch: Any, count: int) -> Iterator[Any]:  # noqa: ANN401
    for start in range(0, batch.num_rows, count):
        yield batch.slice(start, count)


def _check_end(file: BufferedReader, *, is_file: bool) -> None:
    """Raise ValueError unless a file ends in the mark, and a stream where it said it does."""
    end = b""
    while more := file.read(_STEP):
        end = (end + more)[-_STEP:]
    if not end.endswith(_MAGIC) if is_file else end.strip(b"\0"):
        raise ValueError("not the end that it should be")


ARROW = Container("arrow", holds_arrow, arrow_rows)
