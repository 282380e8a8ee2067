"""JSON texts to values, with reasons that a person understands."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

from real_desktop.formats.rows import RowError, has_lone_surrogate

MAX_DEPTH = 100
TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
NUMBER_TOO_LONG = "a number has too many digits"
NOT_FINITE = "a number is NaN or Infinity"
LONE_SURROGATE = "a lone surrogate (broken emoji) in the text"

_LONGEST_ESCAPE = 12
_REASONS = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Extra data": "more text after the end",
    "Invalid control character at": "a control character or line break inside a text",
}


def breaks_off(error: json.JSONDecodeError) -> bool:
    """Whether the JSON is right as far as it goes, but its end is missing."""
    is_open_text = error.msg.startswith("Unterminated string")
    return is_open_text or not error.doc[error.pos :].strip()


def may_go_on(error: json.JSONDecodeError) -> bool:
    """Whether the JSON is right if more text follows, be it cut inside an escape or a number."""
    return breaks_off(error) or len(error.doc) - error.pos <= _LONGEST_ESCAPE


def why(error: json.JSONDecodeError) -> str:
    """What is wrong with the JSON, without the place."""
    if breaks_off(error):
        return "not valid JSON: it breaks off"
    message = error.msg.rstrip(": ")
    return f"not valid JSON: {_REASONS.get(message, message)}"


def parse(text: str) -> Any:  # noqa: ANN401
    """The value of one JSON text. Raises RowError."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(why(error)) from None
    except RecursionError:
        raise RowError(TOO_DEEP) from None
    except ValueError:
        raise RowError(NUMBER_TOO_LONG) from None


def checked_object(value: object) -> dict[str, Any]:
    """The value as an object that can be stored and written again. Raises RowError."""
    if not isinstance(value, dict):
        raise RowError("not an object")
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _checked_inside(outer)]
        if not level:
            return value
    raise RowError(TOO_DEEP)


def _checked_inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list):
        return value
    if isinstance(value, str) and has_lone_surrogate(value):
        raise RowError(LONE_SURROGATE)
    if isinstance(value, float) and not isfinite(value):
        raise RowError(NOT_FINITE)
    return []
