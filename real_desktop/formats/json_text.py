"""A long JSON text, of which no more than about one value is in memory."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from real_desktop.core.errors import UserError
from real_desktop.formats.json_values import NUMBER_TOO_LONG, TOO_DEEP, may_go_on, why

if TYPE_CHECKING:
    from collections.abc import Callable

_STEP = 1 << 17
_SPACE = re.compile(r"[ \t\r\n]*")
_CLOSED = frozenset('}]"')
_LONGEST_START_OF_EXPONENT = 2


class JsonText:
    """The values and the marks between them, one after the other.

    Whatever is wrong raises UserError with line and column as soon as it is reached. A value
    whose end is not in memory yet is parsed again when half as much more is there, so that the
    work stays in proportion to the text.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._decode: Callable[..., str] = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._parse: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().raw_decode
        self._place = 0
        self._is_whole = False
        self._lines_before = 0
        self._columns_before = 0
        self._text = self._read(_STEP)

    def next_mark(self) -> str:
        """The next character that is no white space; nothing at the end. It is not passed."""
        while True:
            found = _SPACE.match(self._text, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            if self._is_whole:
                return ""
            self._grow()

    def skip_mark(self) -> None:
        """Pass the character that `next_mark` gave."""
        self._place += 1

    def next_value(self) -> tuple[Any, int]:
        """The value that begins at the mark, and how many characters it takes."""
        while True:
            try:
                value, end = self._parse(self._text, self._place)
            except json.JSONDecodeError as error:
                if self._is_whole or not may_go_on(error):
                    raise self._fault(error) from None
            except RecursionError:
                raise UserError(f"{self._name}: expected rows, found JSON {TOO_DEEP}") from None
            except ValueError:
                raise UserError(f"{self._name}: {NUMBER_TOO_LONG}") from None
            else:
                if self._is_certainly_over(end):
                    start, self._place = self._place, end
                    return value, end - start
            self._grow()

    def fault(self, message: str) -> UserError:
        """What is wrong at the mark, where Python's json would say `message`."""
        return self._fault(json.JSONDecodeError(message, self._text, self._place))

    def _is_certainly_over(self, end: int) -> bool:
        """Whether a value ends here: what looks like the end of a number may be in its middle."""
        is_closed = self._is_whole or self._text[end - 1] in _CLOSED
        return is_closed or len(self._text) - end > _LONGEST_START_OF_EXPONENT

    def _grow(self) -> None:
        """Drop what was passed, and read half as much again as is left of the text."""
        self._count(self._place)
        text = self._text[self._place :]
        self._text, self._place = "", 0
        wanted = len(text) + max(_STEP, len(text) // 2)
        while len(text) < wanted and not self._is_whole:
            text += self._read(max(_STEP, len(text) // 8))
        self._text = text

    def _count(self, end: int) -> None:
        last = self._text.rfind("\n", 0, end)
        self._lines_before += self._text.count("\n", 0, end)
        self._columns_before = end - last - 1 + (self._columns_before if last < 0 else 0)

    def _read(self, size: int) -> str:
        data = self._file.read(size)
        self._is_whole = not data
        try:
            return self._decode(data, not data)
        except UnicodeDecodeError:
            message = "expected UTF-8 text, found bytes that are not UTF-8"
            raise UserError(f"{self._name}: {message}") from None

    def _fault(self, error: json.JSONDecodeError) -> UserError:
        line = self._lines_before + error.lineno
        column = error.colno + (self._columns_before if error.lineno == 1 else 0)
        return UserError(f"{self._name}: {why(error)} (line {line}, column {column})")
