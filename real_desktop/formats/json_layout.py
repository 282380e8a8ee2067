"""Whether a JSON file is one document or has a line for each row; its name is not asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from real_desktop.formats.json_values import breaks_off, may_go_on, parse
from real_desktop.formats.rows import BOM, RowError

if TYPE_CHECKING:
    from io import BufferedReader

_LOOK_AHEAD = 1 << 16
_LONGEST_LIST = 1 << 20


def is_document(file: BufferedReader) -> bool:
    """Whether the text is an array, or objects that go over several lines.

    A list on the first line is an array of rows, unless more lines follow it: then it is one
    of them. A first line that begins so and does not end in 1 MiB is not read on.
    """
    first = _next_line(file)
    if first.startswith(b"["):
        is_list = first.endswith(b"\n") and _is_value(_decoded(first))
        return not is_list or not _next_line(file)
    if not first.endswith(b"\n"):
        first += file.readline()
    text, first = _decoded(first), b""
    return not _is_value(text) and _goes_on(text, file)


def _next_line(file: BinaryIO) -> bytes:
    """The next line with something on it, or its beginning; nothing at the end of the file."""
    while line := file.readline(_LONGEST_LIST):
        if text := line.removeprefix(BOM.encode()).lstrip():
            return text
    return b""


def _is_value(text: str) -> bool:
    try:
        parse(text)
    except RowError:
        return False
    return True


def _goes_on(first: str, file: BinaryIO) -> bool:
    """Whether a first line that is no JSON by itself belongs to a longer JSON text.

    A look ahead that is cut may end inside an escape, which is an error near its end.
    """
    ahead = file.read(_LOOK_AHEAD)
    try:
        json.loads(first + _decoded(ahead))
    except json.JSONDecodeError as error:
        is_next_object = error.msg == "Extra data" and error.pos >= len(first)
        is_cut = len(ahead) == _LOOK_AHEAD
        return is_next_object or (may_go_on(error) if is_cut else breaks_off(error))
    except (RecursionError, ValueError):
        return False
    return True


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
