"""Rows that were rejected, written to a file of their own."""

from __future__ import annotations

import csv
import io
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import orjson

from real_desktop.core.errors import UserError
from real_desktop.formats.rows import name_of
from real_desktop.formats.writing import check_target, replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

COLUMNS = ("file", "row", "reason", "excerpt")
JSON_LINES = (".jsonl", ".json")
SUFFIXES = (".csv", *JSON_LINES)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\ufeff"

Add: TypeAlias = "Callable[[Sequence[str | int]], None]"


def check_rejected_file(path: Path) -> None:
    """Raise UserError where no such file can be written, or where something is already."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"{name_of(path)}: expected a name that ends in {', '.join(SUFFIXES)}")
    if os.path.lexists(path):
        raise UserError(f"{name_of(path)} exists already; rejected rows need a file of their own")
    check_target(path)


@contextmanager
def rejected_file(path: Path) -> Iterator[Add]:
    """A file in place of what was at `path`, once the block is done; gives what adds a row.

    A row has the values of COLUMNS. It is JSON lines if the name says so, else a table, which
    begins with a byte order mark, by which spreadsheets know UTF-8. Raises UserError for an
    error of the disk; then what was there stays.
    """
    is_json = path.suffix.lower() in JSON_LINES
    to_line = _json_line if is_json else _csv_line
    with replacing(path) as file:
        if not is_json:
            file.write(_BOM.encode("utf-8") + _csv_line(COLUMNS))

        def add(row: Sequence[str | int]) -> None:
            file.write(to_line(row))

        yield add


def _csv_line(row: Sequence[str | int]) -> bytes:
    text = io.StringIO(newline="")
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
