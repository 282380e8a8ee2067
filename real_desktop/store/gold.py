"""Gold pairs: pairs whose answer is known, kept with the selection that asks about them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from real_desktop.core.records import Outcome
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.slices import rows_with

GOLD = "gold"
"""The strategy of a selection of gold pairs."""


def known_answers(project: ProjectFile) -> dict[str, Outcome]:
    """The outcome of every gold pair, by the pair's uuid."""
    rows = project.db.execute("SELECT params FROM selections WHERE strategy = ?", [GOLD])
    found: dict[str, Outcome] = {}
    for (params,) in rows.fetchall():
        found |= {pair: Outcome(said) for pair, said in json.loads(params)["known"].items()}
    return found


def gold_params(known: Mapping[str, Outcome], promoted: Mapping[str, str]) -> dict[str, object]:
    """What a selection of gold pairs keeps: the answers, and which pair each was made of."""
    return {"known": {pair: said.value for pair, said in known.items()}, "promoted": dict(promoted)}


@dataclass(frozen=True, slots=True)
class GoldCandidate:
    """A judged pair that may be promoted. `is_gold`: its two responses are a gold pair already."""

    pair_id: int
    uuid: str
    prompt_id: int
    response_a: int
    response_b: int
    similarity: float | None
    rank: int | None
    is_gold: bool


def gold_candidates(project: ProjectFile, pair_ids: Sequence[int]) -> dict[int, GoldCandidate]:
    """Those of these pairs that ask something for the first time."""
    return {
        pair_id: GoldCandidate(pair_id, uuid, prompt_id, a, b, similarity, rank, bool(is_gold))
        for pair_id, uuid, prompt_id, a, b, similarity, rank, is_gold in rows_with(
            project, _CANDIDATES, pair_ids
        )
    }


def pair_ids_of(project: ProjectFile, uuids: Sequence[str]) -> dict[str, int]:
    """The row ids of pairs by their uuids; what is not there is left out."""
    rows = rows_with(project, "SELECT uuid, id FROM pairs WHERE uuid IN {keys}", uuids)
    return dict(rows)


_CANDIDATES = """
SELECT id, uuid, prompt_id, response_a, response_b, similarity, rank, EXISTS (
    SELECT 1 FROM pairs AS gold
    WHERE gold.prompt_id = pairs.prompt_id AND gold.kind = 'gold'
      AND min(gold.response_a, gold.response_b) = min(pairs.response_a, pairs.response_b)
      AND max(gold.response_a, gold.response_b) = max(pairs.response_a, pairs.response_b))
FROM pairs WHERE kind IN ('selected', 'control') AND id IN {keys}
"""
