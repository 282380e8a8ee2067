"""What is in a project, and what is the next thing to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.counts import Counts, counts
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority


class NextStep(StrEnum):
    """The stages of a project, in their order."""

    IMPORT = "import"
    EMBED = "embed"
    SELECT = "select"
    JUDGE = "judge"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts, the texts without a vector, and the step that comes next."""

    name: str
    counts: Counts
    pending_texts: int
    next_step: NextStep


def stats(session: Session) -> Counts:
    """Count everything visible."""
    return session.run(Priority.READ, counts)


def overview(project: ProjectFile) -> Overview:
    """Where the project stands, by the model that embedded last; for the project thread."""
    found = counts(project)
    pending = len(vectors.pending_texts(project, vectors.newest_model_id(project)))
    return Overview(project.name, found, pending, _next_step(found, pending))


def _next_step(found: Counts, pending: int) -> NextStep:
    if not found.prompts:
        return NextStep.IMPORT
    if found.pairs:
        return NextStep.EXPORT if found.judged == found.pairs else NextStep.JUDGE
    return NextStep.EMBED if pending else NextStep.SELECT
