"""Values of tables as values of JSON."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, datetime, time
from math import isnan

from real_desktop.formats.rows import NOT_UTF8, RowError


class Undecoded(str):
    """Bytes that are no UTF-8, as base64: to keep, but no text that anyone can judge."""

    __slots__ = ()


def text_to_judge(value: str) -> str:
    """The text itself. Raises RowError for bytes that are no text."""
    if isinstance(value, Undecoded):
        raise RowError(NOT_UTF8)
    return value


def json_value(value: object) -> object:
    """The value with nothing in it that JSON does not know.

    NaN is how tables write that there is nothing, so it becomes None. Times become ISO 8601;
    bytes become text, as base64 if they are no UTF-8; whatever else is unknown becomes what
    Python prints.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return None if isnan(value) else value
    if isinstance(value, dict):
        return {str(key): json_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(inner) for inner in value]
    if isinstance(value, bytes):
        return _text_of(value)
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def _text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return Undecoded(b64encode(data).decode("ascii"))
