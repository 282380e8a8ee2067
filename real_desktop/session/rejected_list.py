"""The rows of some files that cannot be used, as a file of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import BinaryIO

import orjson

from real_desktop.core.progress import Progress
from real_desktop.core.records import RejectedRow
from real_desktop.formats.reading import RowCount, read_in_steps
from real_desktop.formats.rows import ROWS_A_STEP, name_of
from real_desktop.formats.sources import Source
from real_desktop.formats.writing import replacing

COLUMNS = ("file", "row", "reason", "excerpt")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


def save_rejected(sources: Sequence[Source], path: Path) -> Generator[Progress, None, int]:
    """Read the files and write every rejected row; returns how many there are.

    JSON lines if the name ends in `.jsonl`, else CSV, whose cells no spreadsheet takes for a
    formula. Raises UserError, and leaves what was there, when a file cannot be read or `path`
    not be written.
    """
    written, rows = 0, RowCount()
    is_json = path.suffix == ".jsonl"
    with replacing(path) as file:
        write = _write_json if is_json else _csv_writer(file)
        for number, result in enumerate(read_in_steps(sources, rows), 1):
            if isinstance(result, RejectedRow):
                name = name_of(sources[result.file].path)
                write(file, (name, result.row, result.reason, result.excerpt))
                written += 1
            if result is None or number % ROWS_A_STEP == 0:
                yield Progress("Saving the list", rows.number, None, "rows", path.name)
    return written


Write = Callable[[BinaryIO, tuple[str, int, str, str]], None]


def _write_json(file: BinaryIO, values: tuple[str, int, str, str]) -> None:
    row = dict(zip(COLUMNS, values, strict=True))
    file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def _csv_writer(file: BinaryIO) -> Write:
    """Begin the table with a byte order mark, by which spreadsheets know UTF-8."""
    file.write(_csv_line(COLUMNS, _BOM))
    return _write_csv


def _write_csv(file: BinaryIO, values: tuple[str, int, str, str]) -> None:
    name, row, reason, excerpt = values
    file.write(_csv_line((_harmless(name), row, _harmless(reason), _harmless(excerpt))))


def _csv_line(values: Sequence[object], begin: str = "") -> bytes:
    text = io.StringIO(begin, newline="")
    text.seek(0, io.SEEK_END)
    csv.writer(text).writerow(values)
    return text.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
