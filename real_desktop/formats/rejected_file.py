"""Rows that were rejected, written to a file of their own."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

import orjson

from real_desktop.core.errors import UserError
from real_desktop.formats.rows import name_of
from real_desktop.formats.writing import check_target, replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

COLUMNS = ("file", "row", "reason", "excerpt")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def check_rejected_file(path: Path) -> None:
    """Raise UserError where no such file can be written, or where something is already."""
    if path.suffix.lower() not in _WRITERS:
        raise UserError(f"{name_of(path)}: expected a name that ends in {', '.join(_WRITERS)}")
    if os.path.lexists(path):
        raise UserError(f"{name_of(path)} exists already; rejected rows need a file of their own")
    check_target(path)


def write_rejected(path: Path, rows: Iterable[Sequence[str | int]]) -> int:
    """Write the rows, each with the values of COLUMNS, and return how many there were.

    It is CSV or JSON lines, as the name ends. Raises UserError as `check_rejected_file` does
    and for an error of the disk; then there is no file.
    """
    check_rejected_file(path)
    to_line, count = _WRITERS[path.suffix.lower()], 0
    with replacing(path) as file:
        if to_line is _csv_line:
            file.write(_csv_line(COLUMNS))
        for row in rows:
            file.write(to_line(row))
            count += 1
    return count


def _csv_line(row: Sequence[str | int]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow([_safe(value) for value in row])
    return text.getvalue().encode("utf-8", "replace")


def _safe(value: str | int) -> str | int:
    """The value as no spreadsheet takes it for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _json_line(row: Sequence[str | int]) -> bytes:
    named = dict(zip(COLUMNS, row, strict=True))
    return orjson.dumps(named, option=orjson.OPT_APPEND_NEWLINE)


_WRITERS: dict[str, Callable[[Sequence[str | int]], bytes]] = {
    ".csv": _csv_line,
    ".jsonl": _json_line,
    ".json": _json_line,
}
