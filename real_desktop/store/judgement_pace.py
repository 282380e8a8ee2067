"""How long a judgement takes the people of a project."""

from __future__ import annotations

from statistics import median

from real_desktop.store.project_file import ProjectFile

NEWEST = 1_000
"""So many judgements are looked at: the pace of now, read at once."""


def seconds_per_judgement(project: ProjectFile, at_least: int) -> float | None:
    """The median of the newest judgements that people made; None if there are fewer."""
    rows = project.db.execute(
        "SELECT active_ms FROM events WHERE kind = 'judge' AND active_ms > 0 AND annotator_id IN"
        " (SELECT id FROM annotators WHERE kind = 'person') ORDER BY seq DESC LIMIT ?",
        [NEWEST],
    )
    found = [row[0] for row in rows]
    return median(found) / 1000 if found and len(found) >= at_least else None
