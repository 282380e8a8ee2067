"""What a cell of a table of text holds."""

from __future__ import annotations

import json

from real_desktop.formats.columns import (
    CHOSEN,
    LONG_RESPONSES,
    MODEL_LISTS,
    PROMPTS,
    REJECTED,
    RESPONSES,
    SCORE_LISTS,
)
from real_desktop.formats.literals import literal_list
from real_desktop.formats.safe_values import json_value
from real_desktop.formats.usual_names import usual_name

_LISTS = frozenset((*RESPONSES, *MODEL_LISTS, *SCORE_LISTS)) - set(LONG_RESPONSES)
_PROMPTS = frozenset((*PROMPTS, *CHOSEN, *REJECTED))


def cell_value(column: str, text: str) -> object:
    """None for an empty cell, a list where the column is one of lists, else the text.

    A list is written as JSON or as Python prints it. In a column of prompts, and of a
    chosen or rejected response, it must be one of messages. Everywhere else brackets are text:
    a response may well be JSON.
    """
    if not text:
        return None
    column = usual_name(column)
    if not text.lstrip().startswith("["):
        return text
    if column in _PROMPTS:
        messages = _list_in(text)
        return messages if messages and all(map(_is_message, messages)) else text
    if column not in _LISTS:
        return text
    values = _list_in(text)
    return text if values is None else values


def _list_in(text: str) -> list[object] | None:
    try:
        value = json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        value = literal_list(text.strip())
    return [json_value(inner) for inner in value] if isinstance(value, list) else None


def _is_message(value: object) -> bool:
    return isinstance(value, dict) and ("role" in value or "from" in value)
