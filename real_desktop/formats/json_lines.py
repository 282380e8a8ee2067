"""Rows of JSON lines: each line is an object by itself, whatever is wrong with the others.

Almost every line is parsed by orjson, which is fast and strict. What it refuses, and the little
that it would change, goes through Python's json, which also says what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import orjson

from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_values import checked_object, parse
from real_desktop.formats.packed_stream import BreaksOffError
from real_desktop.formats.rows import (
    BOM,
    EXCERPT_LENGTH,
    NOT_UTF8,
    Row,
    RowError,
    excerpt,
    has_lone_surrogate,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEVELS = 8
_LONGEST_QUICK = 1 << 20
"""orjson takes 13 times as much memory as the line."""
_ALL_WHOLE = 2.0**63


def line_rows(file: BinaryIO) -> Iterator[Row | RejectedRow]:
    """The rows from where the file stands; packed data that breaks off is a rejected one.

    A long line is never in memory as bytes and as text while it is parsed.
    """
    number, loads, next_line = 0, orjson.loads, file.readline
    try:
        while line := next_line():
            number += 1
            try:
                columns = loads(line) if len(line) < _LONGEST_QUICK else None
            except orjson.JSONDecodeError:
                columns = None
            if type(columns) is dict and _is_certain(columns.values(), _LEVELS):
                source = line[:EXCERPT_LENGTH].decode("utf-8", "ignore").strip()
                yield Row(number, columns, source, len(line))
                continue
            text, line = _text_of(line), b""
            row, text = _careful_row(number, text), ""
            if row:
                yield row
    except BreaksOffError as fault:
        yield RejectedRow(number + 1, fault.reason, "")


def _text_of(line: bytes) -> str:
    """The text of a line, with what is no UTF-8 as surrogates."""
    return line.decode("utf-8", "surrogateescape").removeprefix(BOM)


def _is_certain(values: Iterable[object], levels: int) -> bool:
    """Whether the careful way would give the same values of an object that orjson gave.

    orjson refuses by itself lone surrogates, bytes that are no UTF-8, NaN, Infinity and numbers
    beyond a float. What is left: it makes a float of an integer beyond 64 bits, which is never
    smaller than 2**63, and it knows no limit of 100 levels.
    """
    for value in values:
        kind = type(value)
        if kind is str:
            continue
        if isinstance(value, list):
            if not levels or not _is_certain(value, levels - 1):
                return False
        elif isinstance(value, dict):
            if not levels or not _is_certain(value.values(), levels - 1):
                return False
        elif isinstance(value, float) and not -_ALL_WHOLE < value < _ALL_WHOLE:
            return False
    return True


def _careful_row(number: int, line: str) -> Row | RejectedRow | None:
    """None for a blank line."""
    if not line or line.isspace():
        return None
    try:
        if has_lone_surrogate(line):
            raise RowError(NOT_UTF8)
        columns = checked_object(parse(line))
    except RowError as fault:
        return RejectedRow(number, str(fault), excerpt(line.strip()))
    return Row(number, columns, line[:EXCERPT_LENGTH].strip(), len(line))
