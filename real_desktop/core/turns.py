"""Turns as a text that people read: who speaks, what is said, what is called."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from real_desktop.core.records import Message

EXTRA = (
    "tool_calls",
    "function_call",
    "name",
    "tool_call_id",
    "reasoning_content",
    "thinking",
    "parts",
)
"""What a turn may say beside its role and content, and what a message keeps of it."""

SPEAKERS = {"developer": "System", "user": "Human"}
"""Roles that a transcript calls otherwise; any other role is called by its own name."""


def speaker(role: str) -> str:
    """How a transcript calls a role, as Anthropic's HH-RLHF does: Human, Assistant, ..."""
    return SPEAKERS.get(role) or role.capitalize()


def transcript(messages: Iterable[Message]) -> str:
    r"""The messages as "System: …\n\nHuman: …\n\nAssistant: …", each as it stands."""
    return "\n\n".join(f"{speaker(message.role)}: {said(message)}" for message in messages)


def readable(turns: Sequence[Message]) -> str:
    """The turns of a response as one text: the first speaks without a name, for it answers."""
    if not turns:
        return ""
    if turns[0].role != "assistant":
        return transcript(turns)
    return transcript(turns).removeprefix(f"{speaker('assistant')}: ")


def said(message: Message) -> str:
    """What a turn says, and below it each call of a tool as `name(arguments)`."""
    calls = [_call(call) for call in calls_of(message)]
    return "\n".join([*([message.content] if message.content or not calls else []), *calls])


def calls_of(message: Message) -> list[Any]:
    """The calls of tools in a turn, none where it has none."""
    calls = message.extra.get("tool_calls")
    if isinstance(calls, list):
        return calls
    one = message.extra.get("function_call")
    return [one] if one else []


def _call(call: object) -> str:
    if not isinstance(call, Mapping):
        return _json(call)
    called = call.get("function", call)
    if not isinstance(called, Mapping):
        return _json(call)
    return f"{called.get('name') or 'tool'}({_json(called.get('arguments', ''))})"


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
