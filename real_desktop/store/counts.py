"""What is in a project, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.core.records import EventKind, Outcome
from real_desktop.store.project_file import ProjectFile

OUTCOMES = (*(outcome.value for outcome in Outcome), EventKind.SKIP.value, EventKind.FLAG.value)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of everything visible.

    `embedded` counts responses with a vector; `judged` pairs with a standing a, b, tie or
    both_bad of a person; `outcomes` each person's standing labels; `annotators` persons.
    """

    prompts: int
    responses: int
    embedded: int
    pairs: int
    judged: int
    events: int
    outcomes: dict[str, int]
    annotators: int


def counts(project: ProjectFile) -> Counts:
    """Count everything once."""
    return Counts(
        prompts=_count(project, f"prompts {_VISIBLE}"),
        responses=_count(project, f"responses {_VISIBLE}"),
        embedded=_count(
            project,
            f"responses {_VISIBLE} WHERE text_hash IN (SELECT text_hash FROM embeddings)",
        ),
        pairs=_count(project, "pairs"),
        judged=_count(
            project,
            "(SELECT DISTINCT pair_id FROM labels JOIN annotators ON annotators.id = annotator_id"
            " WHERE annotators.kind = 'person' AND labels.kind = 'judge')",
        ),
        events=_count(project, "events"),
        outcomes=_outcomes(project),
        annotators=_count(project, "annotators WHERE kind = 'person'"),
    )


def file_count(project: ProjectFile) -> int:
    """How many files were imported."""
    return _count(project, "imports WHERE state = 'complete'")


def prompts_without_pair(project: ProjectFile) -> int:
    """How many visible prompts nobody was ever asked about."""
    is_unasked = "NOT EXISTS (SELECT 1 FROM pairs WHERE prompt_id = prompts.id)"
    return _count(project, f"prompts {_VISIBLE} WHERE {is_unasked}")


def answered_by(project: ProjectFile, annotator_id: int) -> tuple[int, int]:
    """How many pairs this person has judged, and how many they have skipped last."""
    rows = dict(
        project.db.execute(
            "SELECT kind, count(*) FROM labels WHERE annotator_id = ? GROUP BY kind",
            [annotator_id],
        )
    )
    return rows.get(EventKind.JUDGE.value, 0), rows.get(EventKind.SKIP.value, 0)


_VISIBLE = "JOIN imports ON imports.id = import_id AND state = 'complete'"


def _count(project: ProjectFile, what: str) -> int:
    return int(project.db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def _outcomes(project: ProjectFile) -> dict[str, int]:
    rows = project.db.execute(
        "SELECT coalesce(outcome, labels.kind), count(*) FROM labels"
        " JOIN annotators ON annotators.id = annotator_id WHERE annotators.kind = 'person'"
        " GROUP BY 1"
    )
    return dict.fromkeys(OUTCOMES, 0) | dict(rows)
