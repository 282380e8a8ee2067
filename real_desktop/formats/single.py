"""Rows with one answer: a conversation that ends with it, or a prompt and it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Response, ResponseSet
from real_desktop.formats.columns import LONG_RESPONSES, MODEL_NAMES, PROMPTS, SYSTEMS
from real_desktop.formats.messages import ROLES, is_message_list
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, responses_of
from real_desktop.formats.rows import RowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.formats.rows import Row

CONVERSATIONS = ("messages", "conversations", "conversation")


def ends_with_answer(columns: Mapping[str, Any]) -> bool:
    """Whether a row holds a conversation whose last turn is the assistant's."""
    return _conversation(columns) is not None


def has_one_answer(columns: Mapping[str, Any]) -> bool:
    """Whether a row holds that, or a prompt and one response beside it."""
    if ends_with_answer(columns):
        return True
    has_prompt = any(isinstance(columns.get(name), str | list) for name in PROMPTS)
    return has_prompt and any(_is_answer(columns.get(name)) for name in LONG_RESPONSES)


def single_of(row: Row) -> ResponseSet:
    """The prompt of a row and its one answer; other columns go to the response. Raises RowError."""
    columns = row.columns
    name = _conversation(columns)
    if name is None:
        present = [n for n in LONG_RESPONSES if columns.get(n) is not None]
        if not present:
            raise RowError(NO_RESPONSE)
        item, asked, used = columns[present[0]], dict(columns), {present[0]}
        asked.pop(present[0])
    else:
        turns = columns[name]
        systems = {n: columns[n] for n in SYSTEMS if n in columns}
        item, asked, used = turns[-1], {name: turns[:-1]} | systems, {name}
    messages, prompt_columns = prompt_of(asked)
    model = next((n for n in MODEL_NAMES if isinstance(columns.get(n), str)), None)
    response = _response(item, columns[model] if model else None)
    used |= {*prompt_columns, *([model] if model else [])}
    meta = {n: v for n, v in columns.items() if n not in used} | dict(response.meta)
    response = replace(response, meta=meta, file=row.file)
    return ResponseSet(row.number, messages, (response,), file=row.file)


def _response(item: object, model: str | None) -> Response:
    found, _used = responses_of({"responses": [item], "models": [model]})
    if not found or not found[0].text.strip():
        raise RowError(NO_RESPONSE)
    return found[0]


def _conversation(columns: Mapping[str, Any]) -> str | None:
    for name in CONVERSATIONS:
        turns = columns.get(name)
        last = turns[-1] if isinstance(turns, list) and len(turns) > 1 else None
        if not isinstance(last, dict):
            continue
        role = last.get("role", last.get("from"))
        if isinstance(role, str) and ROLES.get(role) == "assistant":
            return name
    return None


def _is_answer(value: object) -> bool:
    return isinstance(value, str | dict) or is_message_list(value)
