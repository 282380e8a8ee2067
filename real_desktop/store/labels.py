"""Labels with everything an export says about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from real_desktop.store.project_file import ProjectFile

_LABELLED_PAIRS = """
WITH newest AS (
    SELECT labels.*, annotators.name AS annotator, row_number() OVER (
        PARTITION BY pair_id ORDER BY origin_seq DESC, origin DESC, event_uuid DESC
    ) AS newest_first
    FROM labels JOIN annotators ON annotators.id = annotator_id AND annotators.kind = 'person'
)
SELECT pairs.uuid, pairs.similarity, prompts.uuid AS prompt_uuid, prompts.messages,
       prompts.split_group, prompts.source_file, selections.strategy, pairs.kind AS pair_kind,
       embedding_models.name AS embedding_model,
       a.text AS text_a, a.text_hash AS hash_a, a.model AS model_a, a.position AS position_a,
       b.text AS text_b, b.text_hash AS hash_b, b.model AS model_b, b.position AS position_b,
       newest.kind, newest.outcome, newest.shown_left, newest.strength, newest.comment,
       newest.active_ms, newest.at, newest.annotator
FROM pairs
JOIN prompts ON prompts.id = pairs.prompt_id
JOIN selections ON selections.id = selection_id
JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b
LEFT JOIN embedding_models ON embedding_models.id = model_id
LEFT JOIN newest ON newest.pair_id = pairs.id AND newest_first = 1
ORDER BY pairs.id
"""


def labelled_pairs(project: ProjectFile) -> Iterator[dict[str, Any]]:
    """Every pair with its newest label of any person; the label's columns are None without one."""
    yield from project.db.query(_LABELLED_PAIRS)
