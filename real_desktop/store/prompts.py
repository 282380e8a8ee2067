"""A prompt as it is stored."""

from __future__ import annotations

import json
from typing import Any

from real_desktop.core.digest import stored_prompt_uuid
from real_desktop.core.errors import UserError
from real_desktop.core.records import Message


def messages_of(stored_messages: str, prompt_uuid: str) -> tuple[Message, ...]:
    """The messages of a prompt. Raises UserError when they are not what its uuid says."""
    if stored_prompt_uuid(stored_messages) != prompt_uuid:
        raise UserError(f"the project is damaged: the prompt {prompt_uuid} has changed")
    return tuple(message_of(turn) for turn in json.loads(stored_messages))


def message_of(turn: dict[str, Any]) -> Message:
    """The turn as `digest.messages_json` wrote it."""
    extra = {name: value for name, value in turn.items() if name not in ("role", "content")}
    return Message(turn["role"], turn["content"], extra)
