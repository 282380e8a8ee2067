"""From response sets with vectors to the pairs that a strategy picks in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.draws import draws
from real_desktop.core.equal_sets import EqualSets
from real_desktop.core.records import PairKind
from real_desktop.core.similarity import pair_cosines
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.strategies.strategy import Sets, Strategy, WholeStrategy, pairs_of

FEWER_THAN_TWO = "fewer than two distinct responses"
NO_VECTOR = "fewer than two responses that could be embedded"
NOT_EMBEDDED = "not embedded yet"
ALREADY_ASKED = "its pair is in the queue already"
BEYOND_BUDGET = "beyond the budget"

PICK = np.dtype(
    [
        ("place", np.int64),
        ("turn", np.int64),
        ("step", np.int64),
        ("response_a", np.int64),
        ("response_b", np.int64),
        ("text_hash_a", "S64"),
        ("text_hash_b", "S64"),
        ("similarity", np.float64),
        ("rank", np.int64),
        ("difference", np.float64),
        ("least", np.float64),
        ("is_control", np.bool_),
    ]
)
"""A picked pair as a row of an array.

`place` is that of the prompt, `turn` counts the picks of a set from 0, `step` is the place in
the order of a strategy that looks at all prompts at once and 0 for any other, `difference` is
that of ln(1 + characters), `least` the similarity of the set's least similar pair. Without
vectors similarities are NaN and the rank is 0.
"""

Picks = np.ndarray[tuple[int], np.dtype[np.void]]


@dataclass(frozen=True, slots=True)
class ChosenPair:
    """Two responses to ask about; `rank` 1 is the least similar pair of its set.

    Similarity and rank are None where a random pair was chosen without vectors.
    """

    prompt_id: int
    response_a: int
    response_b: int
    similarity: float | None
    rank: int | None
    kind: PairKind


@dataclass(frozen=True, slots=True)
class Rule:
    """How pairs are picked in each set; `control` is the chance of a set to be in the slice.

    `name` is that of the strategy: each draws its own slice and its own random pairs, so that a
    second strategy with the same seed is held against a control too.
    """

    strategy: Strategy | WholeStrategy
    seed: int
    control: float
    pairs_per_prompt: int = 1
    name: str = ""


def too_few(least: int, strategy: str) -> str:
    """Why a set is left out that is too small for a strategy."""
    return f"fewer than {least} distinct responses, which {strategy} needs"


def similarities_of(sets: EqualSets) -> NDArray[np.float64]:
    """The cosines of all pairs `(g, p)`, NaN where the sets have no vectors."""
    if sets.vectors is None:
        return np.full((len(sets.places), len(pairs_of(sets.size))), np.nan)
    return pair_cosines(sets.vectors)


def picks_of(sets: EqualSets, similarities: NDArray[np.float64], rule: Rule) -> Picks:
    """The pairs to ask of these sets, without those that are in a queue already.

    A set in the control slice gets random pairs in place of the strategy's. Whether it is in
    the slice is drawn for each prompt by itself, so it stays in the slice or out of it whatever
    else is imported, and with the same seed it gets the same pairs again: what was asked before
    changes no pick, it is only not asked again. Of a strategy that looks at all prompts at once
    only the control is picked here; see `WholeChoice`.
    """
    is_control = is_in_control(sets, rule)
    control = _picks(sets, similarities, rule, "control", np.flatnonzero(is_control))
    control["is_control"] = True
    chosen = _picks(sets, similarities, rule, "strategy", np.flatnonzero(~is_control))
    return np.concatenate([control, chosen])


def is_in_control(sets: EqualSets, rule: Rule) -> NDArray[np.bool_]:
    """Which sets `(g,)` get random pairs."""
    return np.asarray(draws(rule.seed, sets.uuids, "slice", rule.name) < rule.control)


def _picks(
    sets: EqualSets,
    similarities: NDArray[np.float64],
    rule: Rule,
    purpose: str,
    members: NDArray[np.intp],
) -> Picks:
    """What the strategy or the control picks in some of the sets, turn by turn, no pair twice."""
    strategy = STRATEGIES["random"] if purpose == "control" else rule.strategy
    if isinstance(strategy, WholeStrategy):
        return np.empty(0, PICK)
    rows = np.arange(len(members))
    count = similarities.shape[1]
    similar, differences = similarities[members], sets.differences()[members]
    vectors = None
    if strategy.reads_vectors and sets.vectors is not None:
        vectors = sets.vectors[members]
    allowed, found = np.ones((len(members), count), np.bool_), [np.empty(0, PICK)]
    for turn in range(min(rule.pairs_per_prompt, count) if len(members) else 0):
        names = [sets.uuids[one] for one in members.tolist()]
        drawn = draws(rule.seed, names, purpose, rule.name, str(turn))
        picked = strategy.choose(Sets(similar, differences, allowed, drawn, vectors))
        allowed[rows, picked] = False
        some = described(sets, members, picked, similar, differences)
        some["turn"] = turn
        found.append(some[~sets.asked[members, picked]])
    return np.concatenate(found)


def described(
    sets: EqualSets,
    members: NDArray[np.intp],
    picked: NDArray[np.intp],
    similar: NDArray[np.float64],
    differences: NDArray[np.float64],
) -> Picks:
    """One pick of each member with all that is kept of it."""
    rows, found = np.arange(len(members)), np.zeros(len(members), PICK)
    found["place"] = sets.places[members]
    for side, positions in zip("ab", pairs_of(sets.size)[picked].T, strict=True):
        found[f"response_{side}"] = sets.response_ids[members, positions]
        found[f"text_hash_{side}"] = sets.text_hashes[members, positions]
    found["similarity"] = similar[rows, picked]
    found["difference"] = differences[rows, picked]
    found["least"] = similar.min(axis=1)
    is_lower = similar < found["similarity"][:, None]
    found["rank"] = np.where(np.isnan(found["similarity"]), 0, 1 + is_lower.sum(axis=1))
    return found
