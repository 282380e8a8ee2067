"""A pair with everything that is known about it but what was said."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from real_desktop.core.pair_manifest import ManifestResponse, PairManifest, QueuePlace
from real_desktop.core.records import PairKind
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.prompts import messages_of
from real_desktop.store.response_meta import turns_of
from real_desktop.store.same_responses import models_of


def pair_manifest(project: ProjectFile, pair_id: int) -> PairManifest:
    """The manifest of a pair.

    Raises UserError when the prompt is not what its uuid says; the texts are not looked at.
    """
    row: dict[str, Any] = next(iter(project.db.query(_PAIR, [pair_id])))
    first = row["first_kind"] or row["kind"], row["first_position"] or row["position"]
    return PairManifest(
        **{name: row[name] for name in _PLAIN},
        prompt=messages_of(row["messages"], row["prompt_uuid"]),
        a=_response(project, row, "a"),
        b=_response(project, row, "b"),
        length_difference=abs(math.log1p(len(row["a_text"])) - math.log1p(len(row["b_text"]))),
        is_likely_tie=_is_likely_tie(row["params"], first[1]),
        strategy="random" if first[0] == PairKind.CONTROL else row["selection_strategy"],
        queue=_places(project, pair_id),
    )


def _is_likely_tie(params: str, position: int) -> bool:
    """Likely ties are the last of their selection, which says where they begin."""
    try:
        said = json.loads(params)
    except ValueError:
        return False
    first = said.get("likely_ties_from") if isinstance(said, dict) else None
    return isinstance(first, int) and position >= first


def _response(project: ProjectFile, row: Mapping[str, Any], which: str) -> ManifestResponse:
    names = ("text", "text_hash", "model", "position")
    plain = {name: row[f"{which}_{name}"] for name in names}
    return ManifestResponse(
        **plain,
        models=models_of(project, row[f"{which}_id"], row[f"{which}_text"]),
        turns=turns_of(row[f"{which}_meta"]),
    )


def _places(project: ProjectFile, pair_id: int) -> tuple[QueuePlace, ...]:
    return tuple(QueuePlace(*row) for row in project.db.execute(_QUEUE, [pair_id]))


_PLAIN = (
    "uuid", "prompt_uuid", "split_group", "source_file", "source_row", "similarity", "rank",
    "kind", "position", "digest", "selection_uuid", "selection_strategy", "params", "seed",
    "selected_at", "app_version", "embedding_model", "embedding_fingerprint",
    "embedding_precision", "embedding_long_text",
)  # fmt: skip

_PAIR = """
SELECT pairs.uuid, pairs.similarity, pairs.rank, pairs.kind, pairs.position, pairs.digest,
       prompts.uuid AS prompt_uuid, prompts.messages, prompts.split_group,
       prompts.source_file, prompts.source_row,
       selections.uuid AS selection_uuid, selections.strategy AS selection_strategy,
       selections.params, selections.seed, selections.created_at AS selected_at,
       selections.app_version,
       embedding_models.name AS embedding_model,
       embedding_models.fingerprint AS embedding_fingerprint,
       embedding_models.precision AS embedding_precision,
       embedding_models.long_text AS embedding_long_text,
       first.kind AS first_kind, first.position AS first_position,
       a.id AS a_id, b.id AS b_id,
       a.text AS a_text, a.text_hash AS a_text_hash, a.model AS a_model, a.position AS a_position,
       a.meta AS a_meta,
       b.text AS b_text, b.text_hash AS b_text_hash, b.model AS b_model, b.position AS b_position,
       b.meta AS b_meta
FROM pairs
JOIN prompts ON prompts.id = pairs.prompt_id
JOIN selections ON selections.id = pairs.selection_id
JOIN responses AS a ON a.id = pairs.response_a JOIN responses AS b ON b.id = pairs.response_b
LEFT JOIN embedding_models ON embedding_models.id = model_id
LEFT JOIN pairs AS first ON pairs.kind = 'repeat' AND first.kind <> 'repeat'
    AND +first.selection_id = pairs.selection_id AND first.prompt_id = pairs.prompt_id
    AND +first.response_a = pairs.response_a AND +first.response_b = pairs.response_b
WHERE pairs.id = ?
"""

_QUEUE = """
SELECT name, uuid, position, shown_left, first_shown_at
FROM annotators CROSS JOIN queue ON annotator_id = annotators.id AND pair_id = ?
ORDER BY annotators.id
"""
"""CROSS JOIN keeps the order of the tables: the queue's key begins with the annotator."""
