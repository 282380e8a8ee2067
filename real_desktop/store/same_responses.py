"""The models of all responses of a prompt that say the same as one of them."""

from __future__ import annotations

from real_desktop.core.same_text import folded_space
from real_desktop.store.project_file import ProjectFile


def models_of(project: ProjectFile, response_id: int) -> tuple[str, ...]:
    """Every model that gave this text, apart from white space, its own first; no name twice.

    Of these responses only one is asked about.
    """
    rows = project.db.execute(_RESPONSES, {"id": response_id}).fetchall()
    own = next(folded_space(text) for one, text, _model in rows if one == response_id)
    models = [model for _id, text, model in rows if model and folded_space(text) == own]
    return tuple(dict.fromkeys(models))


_RESPONSES = """
SELECT id, text, model FROM responses
WHERE prompt_id = (SELECT prompt_id FROM responses WHERE id = :id)
    AND (id = :id OR model IS NOT NULL
         AND import_id IN (SELECT id FROM imports WHERE state = 'complete'))
ORDER BY id <> :id, position
"""
