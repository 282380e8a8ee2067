"""Who judges in a project, and who of them sits here now."""

from __future__ import annotations

import json
from dataclasses import dataclass

from real_desktop.core.errors import UserError
from real_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class Annotator:
    """A person who judges."""

    id: int
    uuid: str
    name: str


def persons(project: ProjectFile) -> list[Annotator]:
    """Everyone who judges, in the order in which they came."""
    rows = project.db.execute(
        "SELECT id, uuid, name FROM annotators WHERE kind = 'person' ORDER BY id"
    )
    return [Annotator(*row) for row in rows]


def person_ids(project: ProjectFile) -> list[int]:
    """The row ids of everyone who judges."""
    return [one.id for one in persons(project)]


def current_person(project: ProjectFile) -> Annotator:
    """The person who judges here: who was chosen in the project's settings, else the first.

    Raises UserError when the project has nobody.
    """
    everyone = persons(project)
    if not everyone:
        raise UserError(f"{project.path.name} has nobody who judges")
    chosen = settings_of(project).get("annotator")
    return next((one for one in everyone if one.uuid == chosen), everyone[0])


def settings_of(project: ProjectFile) -> dict[str, object]:
    """What is kept in the column `settings` of the table project; nothing if it is damaged."""
    try:
        kept = json.loads(project.db.execute("SELECT settings FROM project").fetchone()[0])
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
