"""What an export says about a preference beside its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from real_desktop.formats.preference import Preference


def metadata(preference: Preference) -> dict[str, Any]:
    """Where the judgement came from: always all keys, one order, one type a key or null.

    No key is a name that TRL reserves.
    """
    similarity = preference.similarity
    return {
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
