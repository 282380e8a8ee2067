"""Every pair, and what was said about it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from real_desktop.store.asked import ASKED, ASKED_AGAIN, FIRST_ASKED, IS_SHOWN
from real_desktop.store.people import person_ids
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.slices import rows_with


@dataclass(frozen=True, slots=True)
class Label:
    """The newest label of a pair; `kind` is judge, skip or flag."""

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
    """Every pair that people are asked about, in the order in which it was chosen.

    Pairs that ask the same again are not among them.
    """
    sql = f"SELECT pairs.id FROM {FIRST_ASKED} ORDER BY 1"
    return [row[0] for row in project.db.execute(sql)]


def shown_pair_ids(project: ProjectFile) -> list[int]:
    """Every pair, also those of files whose import is complete, and those that ask again."""
    sql = f"SELECT id FROM pairs WHERE {IS_SHOWN} ORDER BY id"
    return [row[0] for row in project.db.execute(sql)]


def shown_pair_count(project: ProjectFile) -> int:
    """How many those are."""
    return int(project.db.execute(f"SELECT count(*) FROM pairs WHERE {IS_SHOWN}").fetchone()[0])


@dataclass(frozen=True, slots=True)
class FilledColumns:
    """Which values of a pair that may be missing are there."""

    pair_id: int
    similarity: bool
    embedding_model: bool
    model_a: bool
    model_b: bool


def filled_columns(project: ProjectFile, pair_ids: Sequence[int]) -> list[FilledColumns]:
    """What is there of these pairs, in any order."""
    rows = rows_with(
        project,
        "SELECT pairs.id, similarity IS NOT NULL, model_id IS NOT NULL, a.model IS NOT NULL,"
        " b.model IS NOT NULL FROM pairs JOIN selections ON selections.id = selection_id"
        " JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b"
        " WHERE pairs.id IN {keys}",
        pair_ids,
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
    people = person_ids(project)
    rows = project.db.execute(
        "SELECT pair_id, annotator_id, kind, outcome FROM labels"
        f" WHERE annotator_id IN ({_marks(people)}) ORDER BY origin_seq, origin, event_uuid",
        people,
    )
    return [StandingLabel(*row) for row in rows]


def pairs_asked_again(project: ProjectFile) -> set[int]:
    """The pairs that ask what another pair asks."""
    sql = f"SELECT pairs.id FROM {ASKED} AND pairs.kind IN {ASKED_AGAIN}"
    return {row[0] for row in project.db.execute(sql)}


def newest_labels(project: ProjectFile, people: Sequence[int]) -> dict[int, Label]:
    """Of each pair that one of these people labelled, the newest label among theirs."""
    rows = project.db.execute(
        "SELECT pair_id, labels.kind, outcome, shown_left, strength, comment, active_ms, at, name"
        " FROM labels JOIN annotators ON annotators.id = annotator_id"
        f" WHERE annotator_id IN ({_marks(people)}) ORDER BY origin_seq, origin, event_uuid",
        people,
    )
    return {row[0]: Label(*row) for row in rows}


def _marks(ids: Sequence[int]) -> str:
    """Ids as parameters: only then SQLite looks at the events of these annotators alone."""
    return ", ".join("?" * len(ids))
