"""Rows of a JSON file: JSON lines, one array, or one or more pretty-printed objects.

The name of the file is not asked. JSON lines are read line by line.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any, BinaryIO

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_values import (
    NUMBER_TOO_LONG,
    TOO_DEEP,
    breaks_off,
    checked_object,
    parse,
    why,
)
from real_desktop.formats.opening import opened
from real_desktop.formats.packed_stream import BreaksOffError
from real_desktop.formats.rows import (
    EXCERPT_LENGTH,
    NOT_UTF8,
    Container,
    Row,
    RowError,
    beginning,
    excerpt,
    has_lone_surrogate,
    name_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOM = "\ufeff"
_LOOK_AHEAD = 1 << 16
_LONGEST_ESCAPE = 12
_SPACE = re.compile(r"[ \t\r\n]*")


def holds_json(head: bytes) -> bool:
    """Whether some line at the beginning of a file could be a JSON object or array."""
    if head.lstrip()[:1] in (b"{", b"["):
        return True
    return b"\0" not in head and any(
        line.lstrip()[:1] in (b"{", b"[") for line in head.splitlines()
    )


def json_rows(path: Path) -> Iterator[Row | RejectedRow]:
    """Stream the rows. Raises UserError when an array or a pretty-printed object is broken."""
    with opened(path) as file:
        is_document = _is_document(file)
    with opened(path) as file:
        yield from _document_rows(file, name_of(path)) if is_document else _line_rows(file)


def _is_document(file: BinaryIO) -> bool:
    first = _next_line(file)
    try:
        is_list = isinstance(parse(first), list)
    except RowError:
        ahead = file.read(_LOOK_AHEAD)
        is_cut = len(ahead) == _LOOK_AHEAD
        return _goes_on(first, ahead.decode("utf-8", "replace"), is_cut=is_cut)
    return is_list and not _next_line(file)


def _goes_on(first: str, ahead: str, *, is_cut: bool) -> bool:
    """Whether a first line that is no JSON by itself belongs to a longer JSON text.

    A look ahead that is cut may end inside an escape, which is an error near its end.
    """
    is_array = first.lstrip().startswith("[")
    try:
        json.loads(first + ahead)
    except json.JSONDecodeError as error:
        is_next_object = error.msg == "Extra data" and error.pos >= len(first)
        is_at_cut = is_cut and len(error.doc) - error.pos <= _LONGEST_ESCAPE
        return is_array or breaks_off(error) or is_at_cut or is_next_object
    except (RecursionError, ValueError):
        return is_array
    return True


def _next_line(file: BinaryIO) -> str:
    """The next line with something on it, or nothing at the end of the file."""
    while line := file.readline().decode("utf-8", "surrogateescape"):
        if text := line.removeprefix(BOM).lstrip():
            return text
    return ""


def _line_rows(file: BinaryIO) -> Iterator[Row | RejectedRow]:
    for number in count(1):
        try:
            line = file.readline().decode("utf-8", "surrogateescape")
        except BreaksOffError as fault:
            yield RejectedRow(number, fault.reason, "")
            return
        if not line:
            return
        line = line.removeprefix(BOM)
        if not line.isspace():
            yield _line_row(number, line)


def _line_row(number: int, line: str) -> Row | RejectedRow:
    try:
        if has_lone_surrogate(line):
            raise RowError(NOT_UTF8)
        columns = checked_object(parse(line))
    except RowError as fault:
        return RejectedRow(number, str(fault), excerpt(line.strip()))
    return Row(number, columns, line[:EXCERPT_LENGTH].strip(), len(line))


def _document_rows(file: BinaryIO, name: str) -> Iterator[Row | RejectedRow]:
    for number, element in enumerate(_elements(file, name), start=1):
        try:
            yield Row(number, checked_object(element))
        except RowError as fault:
            yield RejectedRow(number, str(fault), excerpt(beginning(element)))


def _elements(file: BinaryIO, name: str) -> list[Any]:
    text = file.read().decode("utf-8", "surrogateescape").removeprefix(BOM)
    if has_lone_surrogate(text):
        raise UserError(f"{name}: expected UTF-8 text, found bytes that are not UTF-8")
    try:
        values = _values(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UserError(f"{name}: {why(error)} ({place})") from None
    except RecursionError:
        raise UserError(f"{name}: expected rows, found JSON {TOO_DEEP}") from None
    except ValueError:
        raise UserError(f"{name}: {NUMBER_TOO_LONG}") from None
    return values[0] if len(values) == 1 and isinstance(values[0], list) else values


def _values(text: str) -> list[Any]:
    decoder = json.JSONDecoder()
    values: list[Any] = []
    place = _end_of_space(text, 0)
    while place < len(text):
        value, place = decoder.raw_decode(text, place)
        values.append(value)
        place = _end_of_space(text, place)
    return values


def _end_of_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


JSON = Container("json", holds_json, json_rows)
