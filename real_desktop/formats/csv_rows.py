"""Rows of a table of text: commas, semicolons or tabs, with the names in the first record.

Which of them it is, the first record says, or a line such as sep=; before it, as Excel writes
one; the name of the file is not asked.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.cells import cell_value
from real_desktop.formats.csv_records import CsvRecords, Record
from real_desktop.formats.json_values import checked_object
from real_desktop.formats.opening import opened
from real_desktop.formats.packed_stream import BreaksOffError
from real_desktop.formats.rows import (
    BOM,
    NOT_UTF8,
    Container,
    Row,
    RowError,
    check_names,
    excerpt,
    has_lone_surrogate,
    name_of,
)
from real_desktop.formats.source import head_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FEWER_CELLS = "fewer cells than the first line has names"
MORE_CELLS = "more cells than the first line has names"
NOT_CLOSED = "a quoted cell is not closed"
NUL = "a NUL byte in the text"

_DELIMITERS = (",", ";", "\t")
_SEPARATOR = re.compile(r'\s*"?sep=([^"\s\w]|\t)"?[\r\n]')
_JSON_LINE = re.compile(rb'^[ \t]*\{[ \t]*"[^"\n]*+"[ \t]*:', re.MULTILINE)
"""How JSON lines look and a quoted cell never does: its quotes are doubled."""


def holds_csv(head: bytes) -> bool:
    """Whether the beginning of a file is a record of two names or more, and no JSON follows."""
    is_json = head.lstrip().startswith((b"{", b"[")) or _JSON_LINE.search(head) is not None
    return not is_json and _delimiter(head) is not None


def csv_rows(path: Path) -> Iterator[Row | RejectedRow]:
    """Stream the rows; each is named by the line that it begins in.

    Raises UserError when the first record cannot be names.
    """
    delimiter = _delimiter(head_of(path)) or ","
    with io.TextIOWrapper(opened(path), "utf-8", "surrogateescape", newline="") as text:
        records = CsvRecords(_without_bom(text), delimiter)
        filled = (record for record in records if not _is_blank(record))
        names = _names(_first(filled, delimiter), name_of(path))
        try:
            yield from (_row(record, names) for record in filled)
        except BreaksOffError as fault:
            yield RejectedRow(records.next_line, fault.reason, "")


def _delimiter(head: bytes) -> str | None:
    """What stands between the names, None when they are no two names."""
    text = head.decode("utf-8", "surrogateescape").removeprefix(BOM)
    said = _SEPARATOR.match(text)
    delimiters = (said[1],) if said else _DELIMITERS
    best = max(delimiters, key=lambda one: _count_names(text, one))
    return best if _count_names(text, best) > 1 else None


def _count_names(text: str, delimiter: str) -> int:
    records = CsvRecords(io.StringIO(text, newline=""), delimiter)
    first = _first((record for record in records if not _is_blank(record)), delimiter)
    if first is None or first.is_open or any("\0" in cell for cell in first.cells):
        return 0
    return sum(bool(cell.strip()) for cell in first.cells)


def _first(filled: Iterator[Record], delimiter: str) -> Record | None:
    """The record with the names: the first, or the next one if that says what separates them."""
    first = next(filled, None)
    says_it = first is not None and first.cells in _lines_of_excel(delimiter)
    return next(filled, None) if says_it else first


def _lines_of_excel(delimiter: str) -> tuple[tuple[str, ...], ...]:
    """How sep=; is read when it is a record: split at what it names, unless it is quoted."""
    return ("sep=", ""), (f"sep={delimiter}",)


def _without_bom(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line.removeprefix(BOM)
        break
    yield from lines


def _names(record: Record | None, file_name: str) -> Sequence[str]:
    """The names of the columns; one without a name, as of row numbers, is called by its place.

    Raises UserError.
    """
    cells = record.cells if record else ()
    names = [cell.strip() or f"column {i}" for i, cell in enumerate(cells, 1)]
    if has_lone_surrogate("".join(names)):
        raise UserError(f"{file_name}: expected UTF-8 text, found bytes that are not UTF-8")
    check_names(names, file_name)
    return names


def _is_blank(record: Record) -> bool:
    return not any(cell.strip() for cell in record.cells)


def _row(record: Record, names: Sequence[str]) -> Row | RejectedRow:
    try:
        if fault := _fault(record, len(names)):
            raise RowError(fault)
        cells = zip(names, record.cells, strict=True)
        columns = checked_object({name: cell_value(name, text) for name, text in cells})
    except RowError as fault:
        return RejectedRow(record.line, str(fault), excerpt(record.source))
    return Row(record.line, columns, record.source, sum(map(len, record.cells)))


def _fault(record: Record, count: int) -> str | None:
    if any(has_lone_surrogate(cell) for cell in record.cells):
        return NOT_UTF8
    if any("\0" in cell for cell in record.cells):
        return NUL
    if record.is_open:
        return NOT_CLOSED
    if len(record.cells) == count:
        return None
    return FEWER_CELLS if len(record.cells) < count else MORE_CELLS


CSV = Container("csv", holds_csv, csv_rows)
