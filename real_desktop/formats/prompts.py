"""The prompt of a row as chat messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Message
from real_desktop.formats.columns import PROMPTS, SYSTEMS, require
from real_desktop.formats.messages import holds_more, messages_of
from real_desktop.formats.rows import RowError
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Mapping

EMPTY = "the prompt is empty"
ENDS_EMPTY = "the last turn of the prompt is empty"
ENDS_WITH_ASSISTANT = "the prompt ends with an assistant turn"
ENDS_WITH_SYSTEM = "the prompt ends with a system turn"

_HISTORY = "history"
"""Earlier turns in the layout of Alpaca, as LLaMA-Factory and ms-swift have it."""

_INSTRUCTIONS = ("system", "developer")

_TOGETHER = (
    ("instruction", "input"),
    ("question", "context"),
    ("query", "context"),
)
"""Columns that make one question: the material follows, but a context comes first."""


def prompt_of(columns: Mapping[str, Any]) -> tuple[tuple[Message, ...], frozenset[str]]:
    """The messages of the prompt, and the columns that they hold completely.

    Raises RowError.
    """
    present = require(columns, "prompt", PROMPTS)
    name = next((n for n in present if columns[n] is not None), present[0])
    messages, used = _conversation(columns, name)
    if isinstance(columns[name], str):
        earlier = _earlier(columns.get(_HISTORY))
        messages, used = (*earlier, *messages), used | {_HISTORY} if earlier else used
    messages, system = with_system(columns, messages)
    if fault := prompt_fault(messages):
        raise RowError(fault)
    return messages, used | system


def with_system(
    columns: Mapping[str, Any], messages: tuple[Message, ...]
) -> tuple[tuple[Message, ...], frozenset[str]]:
    """The messages behind those of a system column, where they have no instructions yet.

    The second are the columns that this used.
    """
    if messages and messages[0].role in _INSTRUCTIONS:
        return messages, frozenset()
    system = next((n for n in SYSTEMS if _is_filled(columns.get(n))), None)
    if system is None:
        return messages, frozenset()
    return (Message("system", text_to_judge(columns[system])), *messages), frozenset({system})


def prompt_fault(messages: tuple[Message, ...]) -> str | None:
    """Why a model could not answer these messages, or None."""
    asked = [m for m in messages if m.role not in _INSTRUCTIONS]
    if not any(m.content.strip() for m in asked):
        return EMPTY
    last = messages[-1]
    if last.role == "assistant":
        return ENDS_WITH_ASSISTANT
    if last.role in _INSTRUCTIONS:
        return ENDS_WITH_SYSTEM
    return None if last.content.strip() or last.role == "tool" else ENDS_EMPTY


def _earlier(history: object) -> tuple[Message, ...]:
    """The turns of a history that is a list of questions with their answers, else none."""
    if not isinstance(history, list) or not all(map(_is_exchange, history)):
        return ()
    roles = ("user", "assistant")
    return tuple(
        Message(role, text_to_judge(text))
        for exchange in history
        for role, text in zip(roles, exchange, strict=True)
    )


def _is_exchange(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and all(isinstance(text, str) for text in value)
    )


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _conversation(
    columns: Mapping[str, Any], name: str
) -> tuple[tuple[Message, ...], frozenset[str]]:
    prompt = columns[name]
    if prompt is None:
        raise RowError(EMPTY)
    if isinstance(prompt, list):
        used = frozenset() if any(map(holds_more, prompt)) else frozenset({name})
        return messages_of(prompt), used
    if not isinstance(prompt, str):
        raise RowError("the prompt is neither text nor a list of messages")
    prompt = text_to_judge(prompt)
    for asking, material in _TOGETHER:
        if name == asking and _is_filled(columns.get(material)):
            parts = [prompt, columns[material]]
            text = "\n\n".join(reversed(parts) if material == "context" else parts)
            return (Message("user", text),), frozenset({asking, material})
    return (Message("user", prompt),), frozenset({name})
