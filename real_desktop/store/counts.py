"""What is in a project, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from real_desktop.core.records import EventKind, Outcome
from real_desktop.store.asked import ASKED
from real_desktop.store.events import event_count
from real_desktop.store.labels import standing_labels
from real_desktop.store.project_file import ProjectFile

OUTCOMES = (*(outcome.value for outcome in Outcome), EventKind.SKIP.value, EventKind.FLAG.value)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of everything visible.

    `embedded` counts responses with a vector; `judged` pairs with a standing a, b, tie or
    both_bad of a person; `outcomes` each person's standing labels; `annotators` persons.
    What files say is not among the pairs and the events.
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

    `answered` holds for each annotator's row id how many pairs are judged, and skipped last;
    `decisive` pairs are those whose newest label, whoever gave it, says which is better.
    """

    counts: Counts
    answered: Mapping[int, tuple[int, int]]
    decisive: int


def counts(project: ProjectFile) -> Counts:
    """Count everything once."""
    return tally(project).counts


def tally(project: ProjectFile) -> Tally:
    """Count everything, and who has answered how many pairs."""
    standing = standing_labels(project)
    newest = {one.pair_id: one.outcome for one in standing}
    said = Counter(one.outcome or one.kind for one in standing)
    kinds = Counter((one.annotator_id, one.kind) for one in standing)
    found = Counts(
        prompts=_count(project, f"prompts {_VISIBLE}"),
        responses=_count(project, f"responses {_VISIBLE}"),
        embedded=_count(
            project,
            f"responses {_VISIBLE} WHERE text_hash IN (SELECT text_hash FROM embeddings)",
        ),
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


def prompts_without_pair(project: ProjectFile) -> int:
    """How many visible prompts nobody was ever asked about."""
    return _count(
        project, f"prompts {_VISIBLE} WHERE prompts.id NOT IN (SELECT prompt_id FROM {ASKED})"
    )


_VISIBLE = "JOIN imports ON imports.id = import_id AND state = 'complete'"


def _count(project: ProjectFile, what: str) -> int:
    return int(project.db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
