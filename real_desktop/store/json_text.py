"""Values as the JSON text that is stored."""

from __future__ import annotations

import json

import orjson


def json_text(value: object) -> str:
    """The value as JSON; numbers that are too long for a fast way take the slow one."""
    try:
        return orjson.dumps(value).decode("utf-8")
    except TypeError:
        return json.dumps(value, ensure_ascii=False)
