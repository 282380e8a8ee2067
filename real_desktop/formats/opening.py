"""A file open to read, without its gzip wrapping."""

from __future__ import annotations

import io
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from real_desktop.core.errors import UserError
from real_desktop.formats.gzip_stream import MAGIC, GzipStream
from real_desktop.formats.rows import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_SPOOLED = 1 << 32
_STEP = 1 << 18


def opened(path: Path) -> io.BufferedReader:
    """The content of a file from its beginning; it can be read once and forwards only.

    What it holds decides whether it is gzip data, not its name.
    """
    if not _is_gzip(path):
        return path.open("rb")
    return io.BufferedReader(GzipStream(path), _STEP)


@contextmanager
def seekable(path: Path) -> Iterator[BinaryIO]:
    """The same where a format is read from its end: gzip data goes to a temporary file.

    The temporary file is gone after the block. Raises UserError beyond 4 GiB.
    """
    with opened(path) as file:
        if file.seekable():
            yield file
            return
        with TemporaryFile() as spool:
            _copy(file, cast("BinaryIO", spool), name_of(path))
            yield cast("BinaryIO", spool)


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _copy(source: BinaryIO, target: BinaryIO, name: str) -> None:
    while chunk := source.read(_STEP):
        if target.tell() + len(chunk) > MOST_SPOOLED:
            raise UserError(f"{name}: unfolds to more than 4 GiB; unpack it first")
        target.write(chunk)
    target.seek(0)
