r"""Conversations written as one text, with the marks of HH-RLHF: "\n\nHuman: …\n\nAssistant: …".

A mark that stands in what somebody said cannot be told from one between two turns, and is read
as one. No character is lost by that: the transcript of the turns is the text again.
"""

from __future__ import annotations

import re

from real_desktop.core.records import Message
from real_desktop.core.turns import transcript
from real_desktop.formats.prompts import prompt_fault

_ROLES = {"System": "system", "Human": "user", "Assistant": "assistant", "Tool": "tool"}
_MARK = re.compile(rf"\n\n({'|'.join(_ROLES)}): ")
_CUE = re.compile(r"\n\nAssistant: ?\Z")


def turns_in(text: str) -> tuple[Message, ...] | None:
    """The turns of a transcript, None for a text that does not begin with a mark.

    The two line breaks before the first mark may be missing.
    """
    whole = text if text.startswith("\n\n") else f"\n\n{text}"
    before, *rest = _MARK.split(whole)
    if before or not rest:
        return None
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return tuple(Message(_ROLES[speaker], content) for speaker, content in pairs)


def prompt_in(text: str) -> tuple[Message, ...] | None:
    """The turns before the "Assistant:" at the end of a text; None where there is none.

    Turns at the end that nobody could answer are part of what the turn before them says.
    """
    cue = _CUE.search(text)
    turns = turns_in(text[: cue.start()]) if cue else None
    while turns and len(turns) > 1 and prompt_fault(turns):
        *others, last, end = turns
        turns = (*others, Message(last.role, f"{last.content}\n\n{transcript([end])}"))
    return turns
