"""TRL's standard preference format with an explicit prompt: three strings, as JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core import turns
from real_desktop.formats.export_format import Content, ExportFormat
from real_desktop.formats.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from real_desktop.core.records import Message
    from real_desktop.formats.preference import Preference

CUE = "Assistant:"


def to_row(preference: Preference) -> dict[str, Any]:
    """The preference as one transcript and two answers that continue it.

    The text of an answer of several turns is a transcript already.
    """
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
    return "\n\n".join([*(turns.transcript([message]) for message in messages), CUE])


def answer(text: str) -> str:
    """The response behind one space, which is the boundary; `[1:]` is what was judged."""
    return f" {text}"


def unfit(preference: Preference) -> str | None:
    """Why plain text cannot say it: a tool is called, by a syntax that each model has its own."""
    sides = (preference.chosen_turns, preference.rejected_turns)
    if any(turns.calls_of(message) for said in (preference.prompt, *sides) for message in said):
        return "a tool is called, which plain text cannot say"
    return None


TRL_STANDARD = ExportFormat(
    "trl-standard",
    "TRL, standard",
    "Plain text with Human: and Assistant: turns, for models without a chat template.",
    "-preferences-text.jsonl",
    Content.PREFERENCES,
    to_row,
    unfit,
)
