"""The ways a file may be packed, told apart by how they begin."""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_MEMORY_LOG = 27
LONGEST_MAGIC = 6
_GZIP = 31


class Unpacker(Protocol):
    """Unpacks one member of a file, as bz2.BZ2Decompressor does."""

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more data."""

    @property
    def unused_data(self) -> bytes:
        """What followed the end of the member."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """The next bytes, at most `max_length`."""


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to pack files: how a member may begin, and what unpacks one."""

    name: str
    magics: tuple[bytes, ...]
    unpacker: Callable[[], Unpacker]


def packing_of(head: bytes) -> Packing | None:
    """How a file that begins so is packed, None if it is not."""
    return next((each for each in PACKINGS if head.startswith(each.magics)), None)


class _Gunzip:
    """One gzip member. Unlike the other unpackers zlib does not keep the input that it left."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        found = self._member.decompress(self._member.unconsumed_tail + data, max_length)
        self.needs_input = len(found) < max_length
        return found


def _bunzip2() -> Unpacker:
    import bz2

    return bz2.BZ2Decompressor()


def _unxz() -> Unpacker:
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, 1 << MOST_MEMORY_LOG)


def _unzstd() -> Unpacker:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    limit = {int(zstd.DecompressionParameter.window_log_max): MOST_MEMORY_LOG}
    return zstd.ZstdDecompressor(options=limit)


_BZIP2 = tuple(b"BZh%d" % level for level in range(1, 10))
_SKIPPABLE = tuple(b"%c\x2a\x4d\x18" % (0x50 + i) for i in range(16))
"""Frames of zstd with nothing to unpack, which parallel writers put before each other one."""

PACKINGS = (
    Packing("gzip", (b"\x1f\x8b",), _Gunzip),
    Packing("zstd", (b"\x28\xb5\x2f\xfd", *_SKIPPABLE), _unzstd),
    Packing("bzip2", _BZIP2, _bunzip2),
    Packing("xz", (b"\xfd7zXZ\0",), _unxz),
)
