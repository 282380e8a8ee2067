"""Labels, and everything an export says about a labelled pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class PairDetails:
    """A pair with its prompt, texts and origin; `messages` is the stored JSON."""

    pair_id: int
    uuid: str
    similarity: float | None
    strategy: str
    kind: str
    embedding_model: str | None
    prompt_uuid: str
    messages: str
    split_group: str
    source_file: str
    texts: tuple[str, str]
    text_hashes: tuple[str, str]
    models: tuple[str | None, str | None]
    positions: tuple[int, int]


def pair_ids(project: ProjectFile) -> list[int]:
    """Every pair in the order in which it was chosen."""
    return [row[0] for row in project.db.execute("SELECT id FROM pairs ORDER BY id")]


def newest_labels(project: ProjectFile) -> dict[int, Label]:
    """Each labelled pair's newest label, whoever gave it."""
    rows = project.db.execute(
        "SELECT pair_id, labels.kind, outcome, shown_left, strength, comment, active_ms, at, name"
        " FROM labels JOIN annotators ON annotators.id = annotator_id"
        " WHERE annotators.kind = 'person' ORDER BY origin_seq, origin, event_uuid"
    )
    return {row[0]: Label(*row) for row in rows}


def pair_details(project: ProjectFile, some_pair_ids: Sequence[int]) -> list[PairDetails]:
    """The details of these pairs, in the same order."""
    return [_details(project, pair_id) for pair_id in some_pair_ids]


def _details(project: ProjectFile, pair_id: int) -> PairDetails:
    row: dict[str, Any] = next(iter(project.db.query(_DETAILS, [pair_id])))
    return PairDetails(
        pair_id,
        row["uuid"],
        row["similarity"],
        row["strategy"],
        row["kind"],
        row["embedding_model"],
        row["prompt_uuid"],
        row["messages"],
        row["split_group"],
        row["source_file"],
        (row["text_a"], row["text_b"]),
        (row["hash_a"], row["hash_b"]),
        (row["model_a"], row["model_b"]),
        (row["position_a"], row["position_b"]),
    )


_DETAILS = """
SELECT pairs.uuid, pairs.similarity, pairs.kind, selections.strategy,
       embedding_models.name AS embedding_model, prompts.uuid AS prompt_uuid,
       prompts.messages, prompts.split_group, prompts.source_file,
       a.text AS text_a, a.text_hash AS hash_a, a.model AS model_a, a.position AS position_a,
       b.text AS text_b, b.text_hash AS hash_b, b.model AS model_b, b.position AS position_b
FROM pairs
JOIN prompts ON prompts.id = pairs.prompt_id
JOIN selections ON selections.id = selection_id
JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b
LEFT JOIN embedding_models ON embedding_models.id = model_id
WHERE pairs.id = ?
"""
