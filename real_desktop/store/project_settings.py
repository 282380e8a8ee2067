"""What people set in a project: its name, who judges, the guidelines, and the model."""

from __future__ import annotations

import json
from dataclasses import dataclass

from real_desktop.core.errors import UserError
from real_desktop.store.model_choice import (
    CountedModel,
    ModelChoice,
    counted_models,
    saved_choice,
    write_choice,
)
from real_desktop.store.pairs import extend_queues
from real_desktop.store.people import Annotator, current_person, persons, settings_of
from real_desktop.store.project_file import ProjectFile, add_person, now


@dataclass(frozen=True, slots=True)
class Guidelines:
    """The newest guidelines; version 0 are the empty ones of a project that has none."""

    version: int = 0
    markdown: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What is set now; `annotator` is the one of `persons` who judges here.

    `model` is the one that was chosen, if one was, and `models` are those with vectors here.
    """

    name: str
    annotator: Annotator
    persons: tuple[Annotator, ...]
    guidelines: Guidelines
    models: tuple[CountedModel, ...] = ()
    model: ModelChoice | None = None


@dataclass(frozen=True, slots=True)
class ProjectEdit:
    """What is to be set; an `annotator_id` of None adds a person of that name.

    Without a `model` the one that embedded last counts.
    """

    name: str
    annotator_id: int | None
    annotator_name: str
    guidelines: str
    model: ModelChoice | None = None


def project_settings(project: ProjectFile) -> ProjectSettings:
    """Read everything that can be set."""
    return ProjectSettings(
        project.name,
        current_person(project),
        tuple(persons(project)),
        newest_guidelines(project),
        tuple(counted_models(project)),
        saved_choice(project),
    )


def newest_guidelines(project: ProjectFile) -> Guidelines:
    """The guidelines that hold now."""
    row = project.db.execute(
        "SELECT version, markdown, at FROM guidelines ORDER BY version DESC LIMIT 1"
    ).fetchone()
    return Guidelines(*row) if row else Guidelines()


def save_project_settings(project: ProjectFile, edit: ProjectEdit) -> None:
    """Write what differs in one transaction; other guidelines become a new version.

    A new person gets the queue of everyone. Raises UserError, and writes nothing, for an
    empty name or the name of somebody else.
    """
    _check(project, edit)
    with project.transaction():
        project.db.execute("UPDATE project SET name = ?", [edit.name.strip()])
        _set_annotator(project, edit)
        write_choice(project, edit.model)
        if edit.guidelines != newest_guidelines(project).markdown:
            project.db.execute(
                "INSERT INTO guidelines (markdown, at) VALUES (?, ?)", [edit.guidelines, now()]
            )


def _check(project: ProjectFile, edit: ProjectEdit) -> None:
    if not edit.name.strip():
        raise UserError("the project needs a name")
    name = edit.annotator_name.strip()
    if not name:
        raise UserError("whoever judges needs a name")
    sql = "SELECT kind FROM annotators WHERE name = ? AND id IS NOT ?"
    taken = project.db.execute(sql, [name, edit.annotator_id]).fetchone()
    if taken and taken[0] == "source":
        raise UserError(f"{name} is what a file with labels is called here; take another name")
    if taken:
        raise UserError(f"{name} is in this project already; choose that name from the list")


def _set_annotator(project: ProjectFile, edit: ProjectEdit) -> None:
    name, annotator_id = edit.annotator_name.strip(), edit.annotator_id
    if annotator_id is None:
        annotator_id = add_person(project.db, name)
        extend_queues(project)
    project.db.execute("UPDATE annotators SET name = ? WHERE id = ?", [name, annotator_id])
    uuid = project.db.execute(
        "SELECT uuid FROM annotators WHERE id = ?", [annotator_id]
    ).fetchone()[0]
    kept = settings_of(project) | {"annotator": uuid}
    project.db.execute("UPDATE project SET settings = ?", [json.dumps(kept)])
