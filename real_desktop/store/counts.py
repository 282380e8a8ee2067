"""What is in a project, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from real_desktop.core.records import EventKind, Outcome
from real_desktop.store.asked import ASKED
from real_desktop.store.distinct_texts import TextTotals, text_totals
from real_desktop.store.events import event_count
from real_desktop.store.labels import pairs_asked_again, standing_labels
from real_desktop.store.project_file import ProjectFile

OUTCOMES = (*(outcome.value for outcome in Outcome), EventKind.SKIP.value, EventKind.FLAG.value)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of everything visible.

    `embedded` counts responses with a vector; `judged` pairs with a standing a, b, tie or
    both_bad of a person; `outcomes` each person's standing labels; `annotators` persons.
    What files say is not among the pairs and the events, nor what is said of a pair that asks
    the same again among the judged and the outcomes.
    """

    prompts: int
    responses: int
    embedded: int
    pairs: int
    judged: int
    events: int
    outcomes: dict[str, int]
    annotators: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts, and what is told of labels beside them, from one reading of the log.

    `answered` holds for each annotator's row id how many pairs are judged, and skipped last,
    with those that ask again;
    `decisive` pairs are those whose newest label, whoever gave it, says which is better.
    """

    counts: Counts
    answered: Mapping[int, tuple[int, int]]
    decisive: int


def counts(project: ProjectFile) -> Counts:
    """Count everything once; with a million responses that takes seconds."""
    return tally(project, text_totals(project, None), prompt_totals(project)).counts


def tally(project: ProjectFile, texts: TextTotals, prompts: PromptTotals) -> Tally:
    """Count everything else, and who has answered how many pairs."""
    everything, again = standing_labels(project), pairs_asked_again(project)
    standing = [one for one in everything if one.pair_id not in again]
    newest = {one.pair_id: one.outcome for one in standing}
    said = Counter(one.outcome or one.kind for one in standing)
    kinds = Counter((one.annotator_id, one.kind) for one in everything)
    found = Counts(
        prompts=prompts.prompts,
        responses=texts.responses,
        embedded=texts.embedded,
        pairs=_count(project, ASKED),
        judged=len({one.pair_id for one in standing if one.kind == EventKind.JUDGE}),
        events=event_count(project),
        outcomes=dict.fromkeys(OUTCOMES, 0) | dict(said),
        annotators=_count(project, "annotators WHERE kind = 'person'"),
    )
    answered = {
        person: (kinds[person, EventKind.JUDGE], kinds[person, EventKind.SKIP])
        for person, _kind in kinds
    }
    return Tally(found, answered, sum(one in (Outcome.A, Outcome.B) for one in newest.values()))


def file_count(project: ProjectFile) -> int:
    """How many files were imported."""
    return _count(project, "imports WHERE state = 'complete'")


@dataclass(slots=True)
class PromptTotals:
    """How many prompts are visible, and how many of them nobody was ever asked about."""

    prompts: int = 0
    without_pair: int = 0


def prompt_totals(project: ProjectFile) -> PromptTotals:
    """All prompts at once."""
    totals = PromptTotals()
    after: int | None = 0
    while after is not None:
        after = count_prompts(project, totals, after)
    return totals


def count_prompts(project: ProjectFile, totals: PromptTotals, after: int) -> int | None:
    """Count the next prompts by their ids; where to go on, or None behind the last."""
    found = project.db.execute(_PROMPTS, [after, PROMPTS_A_SLICE]).fetchone()
    prompts, with_pair, last = found
    totals.prompts += prompts or 0
    totals.without_pair += (prompts or 0) - (with_pair or 0)
    return None if last is None else int(last)


PROMPTS_A_SLICE = 5_000

_PROMPTS = """
SELECT sum(is_visible), sum(is_visible AND has_pair), max(id) FROM (
    SELECT id, import_id IN (SELECT id FROM imports WHERE state = 'complete') AS is_visible,
           EXISTS (SELECT 1 FROM pairs WHERE prompt_id = prompts.id AND kind <> 'imported')
               AS has_pair
    FROM prompts WHERE id > ? ORDER BY id LIMIT ?)
"""


def _count(project: ProjectFile, what: str) -> int:
    return int(project.db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
