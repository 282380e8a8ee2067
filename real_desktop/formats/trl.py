"""TRL's conversational preference format with an explicit prompt, as JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Message
from real_desktop.formats.export_format import Content, ExportFormat
from real_desktop.formats.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.formats.preference import Preference


def to_row(preference: Preference) -> dict[str, Any]:
    """The preference as lists of chat messages; the trainer applies its chat template."""
    return {
        "prompt": [message.turn for message in preference.prompt],
        "chosen": _side(preference.chosen, preference.chosen_turns),
        "rejected": _side(preference.rejected, preference.rejected_turns),
    } | metadata(preference)


def _side(text: str, turns: Sequence[Message]) -> list[dict[str, Any]]:
    return [message.turn for message in turns or (Message("assistant", text),)]


TRL = ExportFormat(
    "trl",
    "TRL, conversational",
    "Chat messages for any model with a chat template; the usual choice.",
    "-preferences.jsonl",
    Content.PREFERENCES,
    to_row,
)
