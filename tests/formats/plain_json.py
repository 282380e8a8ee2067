"""JSON rows as they were read before anything was streamed or fast: what the readers must equal."""

from __future__ import annotations

import io
import json
import re

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_values import NUMBER_TOO_LONG, TOO_DEEP, checked_object, parse, why
from real_desktop.formats.rows import BOM, NOT_UTF8, RowError, has_lone_surrogate

SPACE = re.compile(r"[ \t\r\n]*")


def plain_lines(content):
    """(number, columns or reason) of each line, by Python's json alone."""
    for number, line in enumerate(io.BytesIO(content), 1):
        text = line.decode("utf-8", "surrogateescape").removeprefix(BOM)
        if text and not text.isspace():
            yield number, _outcome(text)


def plain_elements(content):
    """The elements of a document that is in memory as a whole. Raises UserError."""
    try:
        text = content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        raise UserError("expected UTF-8 text, found bytes that are not UTF-8") from None
    try:
        values = list(_values(text))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UserError(f"{why(error)} ({place})") from None
    except RecursionError:
        raise UserError(f"expected rows, found JSON {TOO_DEEP}") from None
    except ValueError:
        raise UserError(NUMBER_TOO_LONG) from None
    return values[0] if len(values) == 1 and isinstance(values[0], list) else values


def outcomes(rows):
    """(number, columns or reason) of each row."""
    return [
        (row.row, row.reason) if isinstance(row, RejectedRow) else (row.number, row.columns)
        for row in rows
    ]


def _outcome(text):
    try:
        if has_lone_surrogate(text):
            return NOT_UTF8
        return checked_object(parse(text))
    except RowError as fault:
        return str(fault)


def _values(text):
    place = SPACE.match(text).end()
    while place < len(text):
        value, place = json.JSONDecoder().raw_decode(text, place)
        yield value
        place = SPACE.match(text, place).end()
