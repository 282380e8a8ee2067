"""Candidates for choosing, and the queues into which the chosen pairs go."""

from __future__ import annotations

import numpy as np

from real_desktop.core.choosing import Candidate, CandidateSet
from real_desktop.core.similarity import Vectors
from real_desktop.store.asked import ASKED
from real_desktop.store.gold_queue import mix_gold
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.vectors import STORED


def has_pairs(project: ProjectFile) -> bool:
    """Whether any pair was ever chosen."""
    return bool(project.db.execute(f"SELECT EXISTS (SELECT 1 FROM {ASKED})").fetchone()[0])


def prompt_ids(project: ProjectFile) -> list[int]:
    """Every visible prompt in the order of import."""
    rows = project.db.execute(
        "SELECT prompts.id FROM prompts JOIN imports ON imports.id = import_id"
        " AND imports.state = 'complete' ORDER BY prompts.id"
    )
    return [row[0] for row in rows]


def candidate_set(project: ProjectFile, prompt_id: int, model_id: int | None) -> CandidateSet:
    """The visible responses of a prompt with their vectors, or failures, by this model."""
    rows = project.db.execute(
        """
        SELECT responses.id, text, vector, failures.text_hash IS NOT NULL FROM responses
        JOIN imports ON imports.id = import_id AND imports.state = 'complete'
        LEFT JOIN embeddings
          ON embeddings.text_hash = responses.text_hash AND embeddings.model_id = :model
        LEFT JOIN embedding_failures AS failures
          ON failures.text_hash = responses.text_hash AND failures.model_id = :model
        WHERE prompt_id = :prompt ORDER BY position
        """,
        {"model": model_id, "prompt": prompt_id},
    )
    candidates = tuple(
        Candidate(response_id, text, _vector(stored), bool(has_failed))
        for response_id, text, stored, has_failed in rows
    )
    prompt_uuid = project.db.execute(
        "SELECT uuid FROM prompts WHERE id = ?", [prompt_id]
    ).fetchone()[0]
    return CandidateSet(prompt_id, prompt_uuid, candidates, _asked(project, prompt_id))


def _vector(stored: bytes | None) -> Vectors | None:
    return None if stored is None else np.frombuffer(stored, STORED)


def _asked(project: ProjectFile, prompt_id: int) -> frozenset[tuple[int, int]]:
    rows = project.db.execute(
        "SELECT min(response_a, response_b), max(response_a, response_b) FROM pairs"
        " WHERE prompt_id = ? AND kind <> 'imported'",
        [prompt_id],
    )
    return frozenset((a, b) for a, b in rows if a is not None)


def extend_queues(project: ProjectFile) -> None:
    """Put the pairs that a person's queue lacks at its end, gold among those not yet met.

    The caller holds the transaction.
    """
    project.db.execute(
        f"""
        INSERT INTO queue (annotator_id, pair_id, position)
        SELECT annotators.id, pairs.id,
               coalesce((SELECT max(position) FROM queue AS q
                         WHERE q.annotator_id = annotators.id), 0)
               + row_number() OVER (PARTITION BY annotators.id ORDER BY selection_id, position)
        FROM annotators CROSS JOIN {ASKED}
        WHERE annotators.kind = 'person' AND pairs.kind <> 'gold' AND NOT EXISTS (
            SELECT 1 FROM queue AS q
            WHERE q.annotator_id = annotators.id AND q.pair_id = pairs.id)
        """
    )
    mix_gold(project)
