"""TRL's conversational preference format with an explicit prompt, as JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.formats.writing import WrittenFile, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from real_desktop.formats.preference import Preference


def write(path: Path, preferences: Iterable[Preference]) -> tuple[WrittenFile, ...]:
    """Write one line for each preference. Raises UserError as `write_lines` does."""
    return (write_lines(path, map(to_row, preferences)),)


def to_row(preference: Preference) -> dict[str, Any]:
    """The preference as TRL reads it: always all keys, one order, one type a key or null."""
    similarity = preference.similarity
    return {
        "prompt": [{"role": m.role, "content": m.content} for m in preference.prompt],
        "chosen": [{"role": "assistant", "content": preference.chosen}],
        "rejected": [{"role": "assistant", "content": preference.rejected}],
        "id": preference.id,
        "prompt_id": preference.prompt_id,
        "split_group": preference.split_group,
        "chosen_model": preference.chosen_model,
        "rejected_model": preference.rejected_model,
        "chosen_index": preference.chosen_index,
        "rejected_index": preference.rejected_index,
        "similarity": None if similarity is None else float(similarity),
        "strategy": preference.strategy,
        "embedding_model": preference.embedding_model,
        "annotator": preference.annotator,
        "created_at": preference.created_at,
        "active_ms": preference.active_ms,
        "shown_left": None if preference.shown_left is None else str(preference.shown_left),
        "strength": preference.strength,
        "comment": preference.comment,
        "source_file": preference.source_file,
    }
