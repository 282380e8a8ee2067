"""The bytes inside a packed file, with errors that a person understands."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.formats.packings import MOST_MEMORY_LOG, Packing
from real_desktop.formats.rows import name_of
from real_desktop.formats.unfolding import check_unfolding

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import WriteableBuffer

_STEP = 1 << 16


class BreaksOffError(UserError):
    """The end of the packed data is missing; what was read before it is as it was written.

    `reason` says so without the name of the file.
    """

    def __init__(self, file_name: str, reason: str) -> None:
        super().__init__(f"{file_name}: {reason}")
        self.reason = reason


class PackedStream(io.RawIOBase):
    """A packed file of one or more members, as a stream of what is in them.

    Reading raises BreaksOffError at a missing end, and UserError for damaged data and for data
    that unfolds too far or takes too much memory. Zeros after a member are padding.
    """

    def __init__(self, path: Path, packing: Packing) -> None:
        self._name = name_of(path)
        self._packing = packing
        self._packed = path.stat().st_size
        self._unpacked = 0
        self._file = path.open("rb")
        self._member = packing.unpacker()
        self._is_inside = False

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
        found = b""
        while size and not found:
            packed = self._next_packed()
            if packed is None:
                break
            found = self._unpack(packed, size)
        return found

    def _next_packed(self) -> bytes | None:
        """What to unpack next, None at the end of the file."""
        if self._member.eof:
            return self._next_member()
        if not self._member.needs_input:
            return b""
        packed = self._file.read(_STEP)
        if not packed and self._is_inside:
            raise BreaksOffError(self._name, f"the {self._packing.name} data breaks off")
        return packed or None

    def _next_member(self) -> bytes | None:
        packed = self._member.unused_data.lstrip(b"\0")
        while not packed and (more := self._file.read(_STEP)):
            packed = more.lstrip(b"\0")
        self._member = self._packing.unpacker()
        self._is_inside = False
        return packed or None

    def _unpack(self, packed: bytes, size: int) -> bytes:
        self._is_inside = True
        try:
            return self._member.decompress(packed, size)
        except Exception as error:  # each packing has errors of its own
            raise UserError(f"{self._name}: {self._what_is_wrong(error)}") from None

    def _what_is_wrong(self, error: Exception) -> str:
        if "memory" in f"{error!r}".lower():
            megabytes = (1 << MOST_MEMORY_LOG) >> 20
            return (
                f"the {self._packing.name} data takes more than {megabytes} MiB of memory to"
                " unpack; unpack it first"
            )
        return f"the {self._packing.name} data is damaged"
