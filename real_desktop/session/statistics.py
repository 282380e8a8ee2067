"""What is in a project, and what is the next thing to do with it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum

from real_desktop.session.session import Session
from real_desktop.session.slicing import Slices, in_slices
from real_desktop.store import vectors
from real_desktop.store.counts import (
    Counts,
    PromptTotals,
    count_prompts,
    counts,
    file_count,
    tally,
)
from real_desktop.store.distinct_texts import (
    TextsState,
    TextTotals,
    text_slices,
    texts_state,
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


class Overviews:
    """The overviews of one open project.

    Texts are counted in slices, and only when an import or an embedding changed them.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: tuple[TextsState, TextTotals] | None = None

    def read(self) -> Future[Overview]:
        """Where the project stands, by the model that embedded last."""
        return in_slices(self._session, self._slices)

    def _slices(self, project: ProjectFile) -> Slices[Overview]:
        texts = yield from self._texts(project)
        prompts = PromptTotals()
        after: int | None = 0
        while after is not None:
            after = count_prompts(project, prompts, after)
            yield
        return _overview(project, texts, prompts)

    def _texts(self, project: ProjectFile) -> Slices[TextTotals]:
        state, model_id = texts_state(project), vectors.newest_model_id(project)
        if self._known and self._known[0] == state:
            return self._known[1]
        totals = TextTotals()
        for some in text_slices(project, model_id):
            totals.add(some)
            yield
        self._known = state, totals
        return totals


def _overview(project: ProjectFile, texts: TextTotals, prompts: PromptTotals) -> Overview:
    found = tally(project, texts, prompts)
    person = current_person(project)
    judged, skipped = found.answered.get(person.id, (0, 0))
    return Overview(
        project.name,
        found.counts,
        file_count(project),
        texts.pending,
        texts.failed,
        prompts.without_pair,
        person.name,
        judged,
        skipped,
        found.decisive,
        _next_step(found.counts, judged, texts.pending, prompts.without_pair),
    )


def _next_step(found: Counts, judged: int, pending: int, unasked: int) -> NextStep:
    if not found.prompts:
        return NextStep.IMPORT
    if judged < found.pairs:
        return NextStep.JUDGE
    if pending:
        return NextStep.EMBED
    return NextStep.SELECT if unasked else NextStep.EXPORT
