"""Conversations in one text with the marks of NVIDIA's files: <extra_id_1>User, Assistant."""

from __future__ import annotations

import re

from real_desktop.core.records import Message
from real_desktop.formats.prompts import prompt_fault, prompt_of
from real_desktop.formats.rows import RowError

_MARK = re.compile(r"\n?<extra_id_[01]>(System|User|Assistant)(?:\n|\Z)")
_ROLES = {"System": "system", "User": "user", "Assistant": "assistant"}


def marked_prompt(prompt: object) -> tuple[Message, ...]:
    """The messages of a prompt; what stands before the first mark is the user's.

    An empty turn of the assistant at the end is where the answer goes. Raises RowError.
    """
    if not isinstance(prompt, str) or not _MARK.search(prompt):
        return prompt_of({"prompt": prompt})[0]
    before, *rest = _MARK.split(prompt)
    marked = zip(rest[::2], rest[1::2], strict=True)
    turns = [Message(_ROLES[speaker], content) for speaker, content in marked]
    if before:
        turns.insert(0, Message("user", before))
    if turns[-1] == Message("assistant", ""):
        turns.pop()
    if fault := prompt_fault(tuple(turns)):
        raise RowError(fault)
    return tuple(turns)
