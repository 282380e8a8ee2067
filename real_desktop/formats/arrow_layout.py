"""What the head of a message of Arrow says of its body: a FlatBuffer, Message.fbs.

pyarrow does not tell how large the buffers of a body become before it has unpacked them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_DICTIONARY, _BATCH = 2, 3
_BUFFER = struct.Struct("<qq")


@dataclass(frozen=True, slots=True)
class Layout:
    """The bytes of the body, where its buffers are in it (offset, length), and if packed."""

    size: int
    buffers: tuple[tuple[int, int], ...] = ()
    is_packed: bool = False


def layout_of(metadata: bytes) -> Layout:
    """Read the head of a message. Raises ValueError when it is none."""
    try:
        message = _follow(metadata, 0)
        size = _value(metadata, message, 3, "q")
        table = _batch(metadata, message)
        if not table:
            return Layout(size)
        is_packed = _field(metadata, table, 3) > 0
        return Layout(size, tuple(_buffers(metadata, table)), is_packed)
    except struct.error:
        raise ValueError("no message") from None


def unpacked_size(layout: Layout, body: bytes) -> int:
    """How large the body becomes: each packed buffer begins with its size, or -1 if it is not."""
    if not layout.is_packed:
        return len(body)
    sizes = (_number(body, start, "q") for start, length in layout.buffers if length)
    return len(body) + sum(size for size in sizes if size > 0)


def _batch(data: bytes, message: int) -> int:
    """Where the table of a record batch is, 0 if the message is something else."""
    kind = _value(data, message, 1, "B")
    if kind not in (_DICTIONARY, _BATCH):
        return 0
    table = _follow(data, _field(data, message, 2))
    return _follow(data, _field(data, table, 1)) if kind == _DICTIONARY else table


def _buffers(data: bytes, table: int) -> list[tuple[int, int]]:
    place = _field(data, table, 2)
    if not place:
        return []
    start = _follow(data, place)
    count = _number(data, start, "I")
    inside = data[start + 4 : start + 4 + count * _BUFFER.size]
    return [(offset, length) for offset, length in _BUFFER.iter_unpack(inside)]


def _value(data: bytes, table: int, index: int, code: str) -> int:
    place = _field(data, table, index)
    return _number(data, place, code) if place else 0


def _field(data: bytes, table: int, index: int) -> int:
    """Where a field of a table is, 0 if it is left out."""
    places = table - _number(data, table, "i")
    place = 4 + 2 * index
    is_there = place < _number(data, places, "H")
    offset = _number(data, places + place, "H") if is_there else 0
    return table + offset if offset else 0


def _follow(data: bytes, place: int) -> int:
    return place + _number(data, place, "I")


def _number(data: bytes, place: int, code: str) -> int:
    if place < 0:
        raise struct.error
    found: int = struct.unpack_from(f"<{code}", data, place)[0]
    return found
