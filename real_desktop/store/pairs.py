"""Prompts to choose from, the pairs that are asked already, and everyone's queue."""

from __future__ import annotations

from real_desktop.store.asked import ASKED
from real_desktop.store.gold_queue import mix_gold
from real_desktop.store.project_file import ProjectFile

ROWS_A_SLICE = 1_000


def prompt_slice(project: ProjectFile, after: int) -> list[tuple[int, str]]:
    """The ids and uuids of the next visible prompts in the order of import; none at the end."""
    rows = project.db.execute(
        "SELECT id, uuid FROM prompts WHERE id > ?"
        " AND +import_id IN (SELECT id FROM imports WHERE state = 'complete')"
        " ORDER BY id LIMIT ?",
        [after, ROWS_A_SLICE],
    )
    return rows.fetchall()


def asked_selections(project: ProjectFile) -> list[int]:
    """The selections whose pairs people are asked about."""
    sql = "SELECT id FROM selections WHERE strategy <> 'imported' ORDER BY id"
    return [row[0] for row in project.db.execute(sql)]


def asked_slice(
    project: ProjectFile, selection_id: int, after: int
) -> list[tuple[int, int, int, int]]:
    """Position, prompt and both responses of the next pairs of a selection; none at the end."""
    rows = project.db.execute(
        "SELECT position, prompt_id, response_a, response_b FROM pairs"
        " WHERE selection_id = ? AND position > ? ORDER BY position LIMIT ?",
        [selection_id, after, ROWS_A_SLICE],
    )
    return rows.fetchall()


def has_pairs(project: ProjectFile) -> bool:
    """Whether any pair was ever chosen."""
    return bool(project.db.execute(f"SELECT EXISTS (SELECT 1 FROM {ASKED})").fetchone()[0])


def extend_queues(project: ProjectFile) -> None:
    """Put the pairs that a person's queue lacks at its end, gold among those not yet met.

    The caller holds the transaction.
    """
    project.db.execute(
        f"""
        INSERT INTO queue (annotator_id, pair_id, position)
        SELECT person.id, pairs.id,
               person.last + row_number() OVER (
                   PARTITION BY person.id ORDER BY selection_id, position)
        FROM (SELECT id, coalesce((SELECT max(position) FROM queue
                                   WHERE annotator_id = annotators.id), 0) AS last
              FROM annotators WHERE kind = 'person') AS person
        CROSS JOIN {ASKED}
        WHERE pairs.kind <> 'gold' AND NOT EXISTS (
            SELECT 1 FROM queue AS q
            WHERE q.annotator_id = person.id AND q.pair_id = pairs.id)
        """
    )
    mix_gold(project)
