"""Chat messages as files write them: role and content, or from and value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from real_desktop.core.records import Message
from real_desktop.core.turns import EXTRA
from real_desktop.formats.rows import RowError
from real_desktop.formats.safe_values import text_to_judge

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
CALLS = ("tool_calls", "function_call")
_ROLE, _CONTENT = ("role", "from"), ("content", "value")


def message_of(turn: object, of: str = "the prompt") -> Message:
    """The message that a turn is; `of` says whose it is in the sentence of an error.

    What is null is as good as missing: tables write it for every key that another turn has.
    Raises RowError.
    """
    if not isinstance(turn, Mapping):
        raise RowError(f"a message of {of} is not an object")
    role = turn.get("role", turn.get("from"))
    if not isinstance(role, str) or role not in ROLES:
        raise RowError(f"a message of {of} has no known role")
    extra = {name: turn[name] for name in EXTRA if turn.get(name) not in (None, [], {}, "")}
    content = turn.get("content", turn.get("value"))
    if content is None and calls_something(turn):
        return Message(ROLES[role], "", extra)
    if isinstance(content, list) and any(part_text(part) is None for part in content):
        extra["parts"] = content
    return Message(ROLES[role], text_of(content, of), extra)


def messages_of(turns: object, of: str = "the prompt") -> tuple[Message, ...]:
    """The messages of a list of turns. Raises RowError."""
    if not isinstance(turns, list):
        raise RowError(f"{of} is no list of messages")
    return tuple(message_of(turn, of) for turn in turns)


def is_message(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether the value could be a turn: an object with a role."""
    return isinstance(value, Mapping) and any(isinstance(value.get(n), str) for n in _ROLE)


def is_message_list(value: object) -> TypeGuard[list[Any]]:
    """Whether the value is a list of turns with one at least."""
    return isinstance(value, list) and bool(value) and all(map(is_message, value))


def calls_something(turn: Mapping[str, Any]) -> bool:
    """Whether a turn calls a tool."""
    return any(turn.get(name) for name in CALLS)


def holds_more(turn: object) -> bool:
    """Whether a turn says more than its message keeps, so that its column must be kept."""
    if not isinstance(turn, Mapping):
        return False
    content = turn.get("content", turn.get("value"))
    if isinstance(content, list) and len(content) > 1:
        return all(part_text(part) is not None for part in content)
    others = [n for n, v in turn.items() if n not in (*_ROLE, *_CONTENT, *EXTRA) and v is not None]
    return bool(others)


def text_of(content: object, of: str = "the prompt") -> str:
    """The text of a message; a part that is no text becomes a mark such as [image_url].

    Raises RowError.
    """
    if isinstance(content, str):
        return text_to_judge(content)
    if not isinstance(content, list):
        raise RowError(f"a message of {of} is not text")
    return "\n".join(_part(part) for part in content)


def part_text(part: object) -> str | None:
    """The text of one part of a message, None when it is something else."""
    if isinstance(part, str):
        return text_to_judge(part)
    text = part.get("text") if isinstance(part, Mapping) else None
    return text if isinstance(text, str) else None


def _part(part: object) -> str:
    text = part_text(part)
    if text is not None:
        return text
    kind = part.get("type") if isinstance(part, Mapping) else None
    return f"[{kind[:40]}]" if isinstance(kind, str) else "[part]"
