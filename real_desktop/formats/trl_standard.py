"""TRL's standard preference format with an explicit prompt: three strings, as JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.formats.export_format import Content, ExportFormat
from real_desktop.formats.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from real_desktop.core.records import Message
    from real_desktop.formats.preference import Preference

SPEAKERS = {"developer": "System", "user": "Human"}
"""Roles that a transcript calls otherwise; any other role is called by its own name."""

CUE = "Assistant:"


def to_row(preference: Preference) -> dict[str, Any]:
    """The preference as one transcript and two answers that continue it."""
    return {
        "prompt": transcript(preference.prompt),
        "chosen": answer(preference.chosen),
        "rejected": answer(preference.rejected),
    } | metadata(preference)


def transcript(messages: Iterable[Message]) -> str:
    r"""The messages as "System: …\n\nHuman: …\n\nAssistant:", each as it stands.

    TRL puts prompt and answer together with nothing between them and then adds the end of the
    text itself. So nothing here is a special token or part of a chat template, and the prompt
    ends in a colon, never in white space: white space at its end becomes one token with the
    beginning of the answer, and then the prompt is no prefix of the whole any more.

    A single question is a transcript too. A bare question beside transcripts would teach the
    model two ways to be asked, and after a bare "Why?" an answer is a continuation of the
    user's sentence. The names are those of Anthropic's HH-RLHF, which base models have seen.
    """
    turns = [f"{_speaker(message.role)}: {message.content}" for message in messages]
    return "\n\n".join([*turns, CUE])


def answer(text: str) -> str:
    """The response behind one space, which is the boundary; `[1:]` is what was judged."""
    return f" {text}"


def _speaker(role: str) -> str:
    return SPEAKERS.get(role) or role.capitalize()


TRL_STANDARD = ExportFormat(
    "trl-standard",
    "TRL, standard",
    "Plain text with Human: and Assistant: turns, for models without a chat template.",
    "-preferences-text.jsonl",
    Content.PREFERENCES,
    to_row,
)
