"""A file open to read, whether it is packed or not."""

from __future__ import annotations

import io
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from real_desktop.core.errors import UserError
from real_desktop.formats.packed_stream import PackedStream
from real_desktop.formats.packings import LONGEST_MAGIC, Packing, packing_of
from real_desktop.formats.rows import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_SPOOLED = 1 << 32
_STEP = 1 << 18


def opened(path: Path) -> io.BufferedReader:
    """The content of a file from its beginning; it can be read once and forwards only.

    What it holds decides whether and how it is packed, not its name.
    """
    packing = _packing(path)
    if packing is None:
        return path.open("rb")
    return io.BufferedReader(PackedStream(path, packing), _STEP)


@contextmanager
def seekable(path: Path) -> Iterator[BinaryIO]:
    """The same where a format is read from its end: packed data goes to a temporary file.

    The temporary file is gone after the block. Raises UserError beyond 4 GiB.
    """
    with opened(path) as file:
        if file.seekable():
            yield file
            return
        with TemporaryFile() as spool:
            _copy(file, cast("BinaryIO", spool), name_of(path))
            yield cast("BinaryIO", spool)


def _packing(path: Path) -> Packing | None:
    with path.open("rb") as file:
        return packing_of(file.read(LONGEST_MAGIC))


def _copy(source: BinaryIO, target: BinaryIO, name: str) -> None:
    while chunk := source.read(_STEP):
        if target.tell() + len(chunk) > MOST_SPOOLED:
            raise UserError(f"{name}: unfolds to more than 4 GiB; unpack it first")
        target.write(chunk)
    target.seek(0)
