"""The prompt of a row as chat messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Message
from real_desktop.formats.columns import PROMPTS, SYSTEMS, require
from real_desktop.formats.rows import RowError
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Mapping

EMPTY = "the prompt is empty"
ENDS_EMPTY = "the last turn of the prompt is empty"
ENDS_WITH_ASSISTANT = "the prompt ends with an assistant turn"
ENDS_WITH_SYSTEM = "the prompt ends with a system turn"

ROLES = {
    "system": "system",
    "developer": "developer",
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "function_call": "assistant",
    "tool": "tool",
    "function": "tool",
    "observation": "tool",
}
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
    if not messages or messages[0].role not in _INSTRUCTIONS:
        system = next((n for n in SYSTEMS if _is_filled(columns.get(n))), None)
        if system is not None:
            messages, used = (Message("system", columns[system]), *messages), used | {system}
    if fault := prompt_fault(messages):
        raise RowError(fault)
    return messages, used


def prompt_fault(messages: tuple[Message, ...]) -> str | None:
    """Why a model could not answer these messages, or None."""
    asked = [m.content for m in messages if m.role not in _INSTRUCTIONS]
    if not any(content.strip() for content in asked):
        return EMPTY
    last = messages[-1]
    if last.role == "assistant":
        return ENDS_WITH_ASSISTANT
    if last.role in _INSTRUCTIONS:
        return ENDS_WITH_SYSTEM
    return None if last.content.strip() else ENDS_EMPTY


def text_of(content: object) -> str:
    """The text of a message; a part that is no text becomes a mark such as [image_url].

    Raises RowError.
    """
    if isinstance(content, str):
        return text_to_judge(content)
    if not isinstance(content, list):
        raise RowError("a message of the prompt is not text")
    return "\n".join(_part(part) for part in content)


def part_text(part: object) -> str | None:
    """The text of one part of a message, None when it is something else."""
    if isinstance(part, str):
        return text_to_judge(part)
    text = part.get("text") if isinstance(part, dict) else None
    return text if isinstance(text, str) else None


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _conversation(
    columns: Mapping[str, Any], name: str
) -> tuple[tuple[Message, ...], frozenset[str]]:
    prompt = columns[name]
    if prompt is None:
        raise RowError(EMPTY)
    if isinstance(prompt, list):
        used = frozenset() if any(_holds_more(turn) for turn in prompt) else frozenset({name})
        return tuple(_message(turn) for turn in prompt), used
    if not isinstance(prompt, str):
        raise RowError("the prompt is neither text nor a list of messages")
    prompt = text_to_judge(prompt)
    for asking, material in _TOGETHER:
        if name == asking and _is_filled(columns.get(material)):
            parts = [prompt, columns[material]]
            text = "\n\n".join(reversed(parts) if material == "context" else parts)
            return (Message("user", text),), frozenset({asking, material})
    return (Message("user", prompt),), frozenset({name})


def _message(turn: object) -> Message:
    if not isinstance(turn, dict):
        raise RowError("a message of the prompt is not an object")
    role = turn.get("role", turn.get("from"))
    if not isinstance(role, str) or role not in ROLES:
        raise RowError("a message of the prompt has no known role")
    content = turn.get("content", turn.get("value"))
    if content is None and turn.get("tool_calls"):
        return Message(ROLES[role], "[tool_calls]")
    return Message(ROLES[role], text_of(content))


def _part(part: object) -> str:
    text = part_text(part)
    if text is not None:
        return text
    kind = part.get("type") if isinstance(part, dict) else None
    return f"[{kind[:40]}]" if isinstance(kind, str) else "[part]"


def _holds_more(turn: object) -> bool:
    """Whether a turn says more than a role and a text, so that its column must be kept."""
    if not isinstance(turn, dict):
        return False
    is_text = isinstance(turn.get("content", turn.get("value")), str)
    return not is_text or len(turn) > 2
