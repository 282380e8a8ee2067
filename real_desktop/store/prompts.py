"""A prompt as it is stored."""

from __future__ import annotations

import json

from real_desktop.core.digest import stored_prompt_uuid
from real_desktop.core.errors import UserError
from real_desktop.core.records import Message


def messages_of(stored_messages: str, prompt_uuid: str) -> tuple[Message, ...]:
    """The messages of a prompt. Raises UserError when they are not what its uuid says."""
    if stored_prompt_uuid(stored_messages) != prompt_uuid:
        raise UserError(f"the project is damaged: the prompt {prompt_uuid} has changed")
    return tuple(Message(m["role"], m["content"]) for m in json.loads(stored_messages))
