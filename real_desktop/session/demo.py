"""The sample project: built from the program's own texts, in a place where it can be changed."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from real_desktop.core.progress import drained
from real_desktop.resource_files import resource
from real_desktop.session.places import data_folder
from real_desktop.session.session import SUFFIX, new_session
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.project_settings import (
    ProjectEdit,
    project_settings,
    save_project_settings,
)
from real_desktop.store.thread import Priority

SAMPLE = "sample/responses.jsonl"
GUIDELINES = "guidelines/template.md"


def sample_project() -> Path:
    """The path of the sample project; it is built if it is not there, else kept as it is."""
    path = data_folder() / f"Sample{SUFFIX}"
    if not path.exists():
        _build(path)
    return path


def _build(path: Path) -> None:
    from real_desktop.session.importing import import_files, recognise_files

    unfinished = path.with_name(f"Sample-{uuid.uuid4().hex[:8]}{SUFFIX}")
    try:
        files = recognise_files([resource(SAMPLE)])
        with new_session(unfinished, name=path.stem) as session:
            drained(import_files(session, files))
            session.run(Priority.CHUNK, _set_guidelines)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _set_guidelines(project: ProjectFile) -> None:
    now = project_settings(project)
    guidelines = resource(GUIDELINES).read_text(encoding="utf-8")
    person = now.annotator
    save_project_settings(project, ProjectEdit(now.name, person.id, person.name, guidelines))
