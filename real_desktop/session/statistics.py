"""What is in a project, and what is the next thing to do with it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum

from real_desktop.core.agreement import Agreement, agreement, decisive_agreement
from real_desktop.session.model_state import ModelState, ModelStates
from real_desktop.session.session import Session
from real_desktop.session.slicing import Slices, in_slices
from real_desktop.store import vectors
from real_desktop.store.comparison import compared_labels
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
    imports_state,
    text_slices,
    texts_state,
)
from real_desktop.store.label_sources import has_labels_of_files, label_sources
from real_desktop.store.people import current_person
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.queue import queued_count
from real_desktop.store.thread import Priority


class NextStep(StrEnum):
    """The stages of a project, in their order."""

    IMPORT = "import"
    EMBED = "embed"
    SELECT = "select"
    JUDGE = "judge"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class SourceAgreement:
    """How far people agree with a file that says who won, over the same two responses.

    `decisive` leaves out where one of them does not say which is better.
    """

    name: str
    every: Agreement
    decisive: Agreement

    @property
    def words(self) -> str:
        """Agrees with hh_test: 41 of 50 (82 %, 95 % interval 69 to 90 %)."""
        return f"Agrees with {self.name}: {self.every.words}"

    @property
    def all_words(self) -> str:
        """The same, and where both are decisive if that is something else."""
        if self.decisive == self.every or not self.decisive.compared:
            return self.words
        return f"{self.words}; where both are decisive: {self.decisive.words}"


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts, what is still to be done at each stage, and the step that comes next.

    `pending_texts` have no vector yet and `failed_texts` will not get one;
    `prompts_without_pair` were never asked about. What is judged, skipped and asked "here" is so
    by the annotator who judges here; `decisive` pairs are those that a training file would hold.
    With `has_file_labels` there is something else to export: what files say. `model` is the one
    that embeds, None before there is any.
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
    asked_here: int
    decisive: int
    next_step: NextStep
    agreements: tuple[SourceAgreement, ...] = ()
    has_file_labels: bool = False
    model: ModelState | None = None


def stats(session: Session) -> Counts:
    """Count everything visible."""
    return session.run(Priority.READ, counts)


def source_agreements(project: ProjectFile) -> list[SourceAgreement]:
    """Each file that says something about what people judged, the most compared first."""
    found = [
        SourceAgreement(name, agreement(said), decisive_agreement(said))
        for name, said in compared_labels(project).items()
    ]
    return sorted(found, key=lambda one: (-one.every.compared, one.name))


def source_counts(project: ProjectFile) -> dict[str, dict[str, int]]:
    """Of each file with labels how many there are, and how they compare with people's."""
    compared = {one.name: one.every for one in source_agreements(project)}
    found = {}
    for source in label_sources(project):
        every = compared.get(source.name, Agreement(0, 0))
        found[source.name] = {
            "labels": source.labels, "compared": every.compared, "agree": every.agree,
        }  # fmt: skip
    return found


class Overviews:
    """The overviews of one open project.

    Texts are counted in slices, and only when an import, an embedding or the choice of another
    model changed them.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: tuple[tuple[TextsState, int | None], TextTotals] | None = None
        self._models = ModelStates()

    def read(self) -> Future[Overview]:
        """Where the project stands, by the model that it uses."""
        return in_slices(self._session, self._slices)

    def _slices(self, project: ProjectFile) -> Slices[Overview]:
        texts = yield from self._texts(project)
        model = yield from self._models.read(project, texts, imports_state(project))
        prompts = PromptTotals()
        after: int | None = 0
        while after is not None:
            after = count_prompts(project, prompts, after)
            yield
        return _overview(project, texts, prompts, model)

    def _texts(self, project: ProjectFile) -> Slices[TextTotals]:
        model_id = vectors.chosen_model_id(project)
        state = texts_state(project), model_id
        if self._known and self._known[0] == state:
            return self._known[1]
        totals = TextTotals()
        for some in text_slices(project, model_id):
            totals.add(some)
            yield
        self._known = state, totals
        return totals


def _overview(
    project: ProjectFile, texts: TextTotals, prompts: PromptTotals, model: ModelState | None
) -> Overview:
    found = tally(project, texts, prompts)
    person = current_person(project)
    judged, skipped = found.answered.get(person.id, (0, 0))
    asked = queued_count(project, person.id)
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
        asked,
        found.decisive,
        _next_step(found.counts, asked - judged, texts.pending, prompts.without_pair),
        tuple(source_agreements(project)),
        has_labels_of_files(project),
        model,
    )


def _next_step(found: Counts, unjudged: int, pending: int, unasked: int) -> NextStep:
    if not found.prompts:
        return NextStep.IMPORT
    if unjudged > 0:
        return NextStep.JUDGE
    if pending:
        return NextStep.EMBED
    return NextStep.SELECT if unasked else NextStep.EXPORT
