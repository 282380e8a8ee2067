"""The models of all responses of a prompt that say the same as one of them."""

from __future__ import annotations

from real_desktop.core.same_text import folded_space
from real_desktop.store.project_file import ProjectFile


def models_of(project: ProjectFile, response_id: int, text: str) -> tuple[str, ...]:
    """Every model that gave the text of this response, apart from white space; no name twice.

    Its own comes first. Of these responses only one is asked about.
    """
    own, rows = folded_space(text), project.db.execute(_RESPONSES, {"id": response_id})
    return tuple(dict.fromkeys(model for text, model in rows if folded_space(text) == own))


_RESPONSES = """
SELECT text, model FROM responses
WHERE prompt_id = (SELECT prompt_id FROM responses WHERE id = :id) AND model IS NOT NULL
    AND (id = :id OR import_id IN (SELECT id FROM imports WHERE state = 'complete'))
ORDER BY id <> :id, position
"""
