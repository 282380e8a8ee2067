"""The bytes inside a gzip file, with errors that a person understands."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.formats.rows import name_of
from real_desktop.formats.unfolding import check_unfolding

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import WriteableBuffer

MAGIC = b"\x1f\x8b"
BREAKS_OFF = "the gzip data breaks off"


class BreaksOffError(UserError):
    """The end of the gzip data is missing; what was read before it is as it was written."""


class GzipStream(io.RawIOBase):
    """A gzip file of one or more members, as a stream of what is in it.

    Reading raises BreaksOffError at a missing end, and UserError for damaged data and for data
    that unfolds too far.
    """

    def __init__(self, path: Path) -> None:
        self._name = name_of(path)
        self._packed = path.stat().st_size
        self._unpacked = 0
        self._file = gzip.GzipFile(path, "rb")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the beginning of the buffer; 0 at the end."""
        view = memoryview(buffer).cast("B")
        data = self._read(len(view))
        view[: len(data)] = data
        self._unpacked += len(data)
        check_unfolding(self._name, self._packed, self._unpacked)
        return len(data)

    def close(self) -> None:
        """Close the file too."""
        if not self.closed:
            self._file.close()
        super().close()

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read1(size)
        except EOFError:
            raise BreaksOffError(f"{self._name}: {BREAKS_OFF}") from None
        except (gzip.BadGzipFile, zlib.error):
            raise UserError(f"{self._name}: the gzip data is damaged") from None
