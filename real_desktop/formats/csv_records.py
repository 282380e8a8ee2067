"""Lines of text into records of cells, as in RFC 4180.

Python's csv module takes four bytes a character while it reads a cell, whatever the text, and
does not say where a record began. This reads with less than three times the record.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from real_desktop.formats.rows import EXCERPT_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 1 << 16
_QUOTE = '"'
_ENDS = "\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, the first 65,536 of them.

    `line` is where it begins, from 1, and `source` how. `is_open` says that the file ends in a
    quoted cell.
    """

    line: int
    cells: tuple[str, ...]
    source: str
    is_open: bool = False


class CsvRecords:
    """Iterates over the records of some lines, which keep their line ends.

    A quote inside a cell that does not begin with one is text; text after a closing quote
    belongs to the cell. `next_line` is where the next record begins.
    """

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._line = ""
        self._place = 0
        self._count = 0
        self._is_open = False
        self.next_line = 1

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        self._line, self._place = next(self._lines), 0
        self._count += 1
        source = self._line[:EXCERPT_LENGTH].strip()
        reading = self._cells()
        cells = tuple(islice(reading, MOST_CELLS))
        deque(reading, maxlen=0)
        record = Record(self.next_line, cells, source, self._is_open)
        self.next_line = self._count + 1
        return record

    def _cells(self) -> Iterator[str]:
        yield self._cell()
        while self._line.startswith(self._delimiter, self._place):
            self._place += len(self._delimiter)
            yield self._cell()

    def _cell(self) -> str:
        if not self._line.startswith(_QUOTE, self._place):
            return self._rest_of_cell()
        self._place += 1
        quoted = self._quoted()
        return quoted if self._is_at_end() else quoted + self._rest_of_cell()

    def _is_at_end(self) -> bool:
        ends = (self._delimiter, *_ENDS)
        return self._place >= len(self._line) or self._line.startswith(ends, self._place)

    def _rest_of_cell(self) -> str:
        """The text up to the next delimiter or the end of the line."""
        start = self._place
        end = self._line.find(self._delimiter, start)
        if end < 0:
            end = len(self._line)
            while end > start and self._line[end - 1] in _ENDS:
                end -= 1
        self._place = end
        return self._line[start:end]

    def _quoted(self) -> str:
        """The text up to the closing quote, over as many lines as that takes."""
        parts: list[str] = []
        while True:
            start, end = self._place, self._closing_quote()
            parts.append(self._line[start:end].replace(_QUOTE * 2, _QUOTE))
            if end < len(self._line):
                self._place = end + 1
                break
            if not self._next_line():
                self._is_open = True
                break
        return "".join(parts)

    def _closing_quote(self) -> int:
        """Where the quote is, or the end of the line if that has none."""
        end = self._line.find(_QUOTE, self._place)
        while end >= 0 and self._line.startswith(_QUOTE, end + 1):
            end = self._line.find(_QUOTE, end + 2)
        return end if end >= 0 else len(self._line)

    def _next_line(self) -> bool:
        line = next(self._lines, None)
        self._line, self._place = line or "", 0
        self._count += line is not None
        return line is not None
