"""How pairs were last chosen in a project, kept in it for the next time."""

from __future__ import annotations

import json
from collections.abc import Mapping

from real_desktop.store.people import settings_of
from real_desktop.store.project_file import ProjectFile

KEY = "select"


def kept_choice(project: ProjectFile) -> Mapping[str, object] | None:
    """What was kept; None where nothing was, or if it is damaged."""
    kept = settings_of(project).get(KEY)
    return kept if isinstance(kept, dict) else None


def keep_choice(project: ProjectFile, choice: Mapping[str, object]) -> None:
    """Keep another one, in a transaction of its own."""
    with project.transaction():
        kept = settings_of(project) | {KEY: dict(choice)}
        project.db.execute("UPDATE project SET settings = ?", [json.dumps(kept)])
