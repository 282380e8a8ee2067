"""Rows of a JSON file: JSON lines, one array, or one or more pretty-printed objects."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_elements import elements
from real_desktop.formats.json_layout import is_document
from real_desktop.formats.json_lines import line_rows
from real_desktop.formats.json_values import checked_object
from real_desktop.formats.opening import opened
from real_desktop.formats.rows import Container, Row, RowError, beginning, excerpt, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def holds_json(head: bytes) -> bool:
    """Whether some line at the beginning of a file could be a JSON object or array."""
    if head.lstrip()[:1] in (b"{", b"["):
        return True
    return b"\0" not in head and any(
        line.lstrip()[:1] in (b"{", b"[") for line in head.splitlines()
    )


def json_rows(path: Path) -> Iterator[Row | RejectedRow]:
    """Stream the rows. Raises UserError where an array or a pretty-printed object is broken."""
    with opened(path) as file:
        is_one = is_document(file)
    with opened(path) as file:
        if is_one:
            yield from map(_row, count(1), elements(file, name_of(path)))
        else:
            yield from line_rows(file)


def _row(number: int, found: tuple[Any, int]) -> Row | RejectedRow:
    element, size = found
    try:
        return Row(number, checked_object(element), size=size)
    except RowError as fault:
        return RejectedRow(number, str(fault), excerpt(beginning(element)))


JSON = Container("json", holds_json, json_rows)
