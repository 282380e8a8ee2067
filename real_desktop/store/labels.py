"""Every pair, and what was said about it last."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class Label:
    """The newest label that any person gave a pair; `kind` is judge, skip or flag."""

    pair_id: int
    kind: str
    outcome: str | None
    shown_left: str | None
    strength: int | None
    comment: str | None
    active_ms: int | None
    at: str
    annotator: str


def pair_ids(project: ProjectFile) -> list[int]:
    """Every pair in the order in which it was chosen."""
    return [row[0] for row in project.db.execute("SELECT id FROM pairs ORDER BY id")]


@dataclass(frozen=True, slots=True)
class FilledColumns:
    """Which values of a pair that may be missing are there."""

    pair_id: int
    similarity: bool
    embedding_model: bool
    model_a: bool
    model_b: bool


def filled_columns(project: ProjectFile) -> list[FilledColumns]:
    """What is there of every pair, in the order in which they were chosen."""
    rows = project.db.execute(
        "SELECT pairs.id, similarity IS NOT NULL, model_id IS NOT NULL, a.model IS NOT NULL,"
        " b.model IS NOT NULL FROM pairs JOIN selections ON selections.id = selection_id"
        " JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b"
        " ORDER BY pairs.id"
    )
    return [FilledColumns(pair_id, *map(bool, filled)) for pair_id, *filled in rows]


@dataclass(frozen=True, slots=True)
class StandingLabel:
    """What a person says about a pair now; `outcome` is None for a skip and a flag."""

    pair_id: int
    annotator_id: int
    kind: str
    outcome: str | None


def standing_labels(project: ProjectFile) -> list[StandingLabel]:
    """Every person's label of every pair, the newest last."""
    rows = project.db.execute(
        "SELECT pair_id, annotator_id, labels.kind, outcome FROM labels"
        " JOIN annotators ON annotators.id = annotator_id"
        " WHERE annotators.kind = 'person' ORDER BY origin_seq, origin, event_uuid"
    )
    return [StandingLabel(*row) for row in rows]


def newest_labels(project: ProjectFile) -> dict[int, Label]:
    """Each labelled pair's newest label, whoever gave it."""
    rows = project.db.execute(
        "SELECT pair_id, labels.kind, outcome, shown_left, strength, comment, active_ms, at, name"
        " FROM labels JOIN annotators ON annotators.id = annotator_id"
        " WHERE annotators.kind = 'person' ORDER BY origin_seq, origin, event_uuid"
    )
    return {row[0]: Label(*row) for row in rows}
