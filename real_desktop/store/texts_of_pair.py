"""The whole texts of two responses that may not be a pair yet."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.core.errors import UserError
from real_desktop.core.records import Message
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.prompts import messages_of


@dataclass(frozen=True, slots=True)
class TextsOfPair:
    """The prompt and both texts, whole."""

    messages: tuple[Message, ...]
    text_a: str
    text_b: str


def texts_of_pair(
    project: ProjectFile, prompt_id: int, response_a: int, response_b: int
) -> TextsOfPair:
    """Read them. Raises UserError when they are gone, or the prompt is damaged."""
    row = project.db.execute(
        "SELECT messages, prompts.uuid, a.text, b.text FROM prompts"
        " JOIN responses AS a ON a.id = ? JOIN responses AS b ON b.id = ? WHERE prompts.id = ?",
        [response_a, response_b, prompt_id],
    ).fetchone()
    if row is None:
        raise UserError("these responses were deleted with their file")
    messages, uuid, text_a, text_b = row
    return TextsOfPair(messages_of(messages, uuid), text_a, text_b)
