"""One preference as every export starts from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from real_desktop.formats.prompts import prompt_fault

if TYPE_CHECKING:
    from real_desktop.core.records import Message


class ShownLeft(StrEnum):
    """Which response stood on the left when it was judged."""

    CHOSEN = "chosen"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A prompt, the better and the worse response, and where the judgement came from.

    A side has turns where its text does not say it all. `id` is the uuid of the pair,
    `prompt_id` that of the prompt; `chosen_index` and `rejected_index` are places in the set,
    from 0; `created_at` is ISO 8601 in UTC.
    """

    prompt: tuple[Message, ...]
    chosen: str
    rejected: str
    chosen_turns: tuple[Message, ...] = ()
    rejected_turns: tuple[Message, ...] = ()
    id: str
    prompt_id: str
    split_group: str
    chosen_model: str | None = None
    rejected_model: str | None = None
    chosen_index: int
    rejected_index: int
    similarity: float | None = None
    strategy: str | None = None
    embedding_model: str | None = None
    annotator: str
    created_at: str
    active_ms: int | None = None
    shown_left: ShownLeft | None = None
    strength: int | None = None
    comment: str | None = None
    source_file: str | None = None


def fault(preference: Preference) -> str | None:
    """Why a trainer would not learn from this preference, in words to count by, or None."""
    if not all(isinstance(message.role, str) and message.role for message in preference.prompt):
        return "a role in the prompt is not text"
    if reason := prompt_fault(preference.prompt):
        return reason
    if any("parts" in message.extra for message in preference.prompt):
        return "the prompt holds parts that are no text"
    chosen, rejected = preference.chosen.strip(), preference.rejected.strip()
    if not chosen:
        return "the chosen response is empty"
    if not rejected:
        return "the rejected response is empty"
    return "the two responses are equal" if chosen == rejected else None
