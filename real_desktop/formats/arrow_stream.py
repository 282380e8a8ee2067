"""Arrow's IPC stream, each message looked at before pyarrow gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from real_desktop.core.errors import UserError
from real_desktop.formats.arrow_layout import layout_of, unpacked_size
from real_desktop.formats.unfolding import check_unfolding

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTINUATION = b"\xff\xff\xff\xff"
MOST_AT_ONCE = 1 << 30


class ArrowStream:
    """A file, from where it stands up to the message that ends a stream, as pyarrow reads one.

    Reading raises UserError for messages that unfold too far or are beyond 1 GiB, and
    ValueError for those that are damaged or break off. `packed` is the size of the file.
    """

    closed = False

    def __init__(self, file: BinaryIO, name: str, packed: int) -> None:
        self._file = file
        self._name = name
        self.packed = packed
        self._pieces = self._messages()
        self._piece = b""

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size` and never those of two pieces: they are not copied."""
        if not self._piece:
            self._piece = next((piece for piece in self._pieces if piece), b"")
        found, self._piece = self._piece[:size], self._piece[size:]
        return found

    def _messages(self) -> Iterator[bytes]:
        unpacked = 0
        while True:
            prefix = self._exactly(4)
            if prefix == CONTINUATION:
                prefix += self._exactly(4)
            yield prefix
            metadata = self._exactly(int.from_bytes(prefix[-4:], "little"))
            if not metadata:
                return
            layout = layout_of(metadata)
            body = self._exactly(layout.size)
            unpacked += unpacked_size(layout, body)
            check_unfolding(self._name, self.packed, unpacked)
            yield metadata
            yield body

    def _exactly(self, size: int) -> bytes:
        if size > MOST_AT_ONCE:
            raise UserError(f"{self._name}: a batch of more than 1 GiB; write it in smaller ones")
        data = self._file.read(size) if size > 0 else b""
        if size < 0 or len(data) < size:
            raise ValueError("the message breaks off")
        return data
