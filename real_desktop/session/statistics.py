"""What is in a project, and what is the next thing to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.counts import (
    Counts,
    counts,
    file_count,
    prompts_without_pair,
    tally,
)
from real_desktop.store.people import current_person
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
    """The counts, what is still to be done at each stage, and the step that comes next.

    `pending_texts` have no vector yet and `failed_texts` will not get one;
    `prompts_without_pair` were never asked about. What is judged and skipped "here" is so by
    the annotator who judges here; `decisive` pairs are those that a training file would hold.
    """

    name: str
    counts: Counts
    files: int
    pending_texts: int
    failed_texts: int
    prompts_without_pair: int
    annotator: str
    judged_here: int
    skipped_here: int
    decisive: int
    next_step: NextStep


def stats(session: Session) -> Counts:
    """Count everything visible."""
    return session.run(Priority.READ, counts)


def overview(project: ProjectFile) -> Overview:
    """Where the project stands, by the model that it uses; for the project thread."""
    found, model_id = tally(project), vectors.chosen_model_id(project)
    pending = len(vectors.pending_texts(project, model_id))
    failed = vectors.failed_texts(project, model_id)
    unasked = prompts_without_pair(project)
    person = current_person(project)
    judged, skipped = found.answered.get(person.id, (0, 0))
    return Overview(
        project.name,
        found.counts,
        file_count(project),
        pending,
        failed,
        unasked,
        person.name,
        judged,
        skipped,
        found.decisive,
        _next_step(found.counts, judged, pending, unasked),
    )


def _next_step(found: Counts, judged: int, pending: int, unasked: int) -> NextStep:
    if not found.prompts:
        return NextStep.IMPORT
    if judged < found.pairs:
        return NextStep.JUDGE
    if pending:
        return NextStep.EMBED
    return NextStep.SELECT if unasked else NextStep.EXPORT
