"""From response sets with vectors to an ordered queue of pairs."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import comb

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.records import PairKind
from real_desktop.core.similarity import Vectors, cosine_matrix, rank_of
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.strategies.strategy import Sets, Strategy, pairs_of

FEWER_THAN_TWO = "fewer than two distinct responses"
NO_VECTOR = "fewer than two responses that could be embedded"
NOT_EMBEDDED = "not embedded yet"
ALREADY_ASKED = "its pair is in the queue already"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A response that may be asked about: its row id, its text and its vector, if it has one.

    `has_failed` says that the text has no vector and never will: embedding it failed.
    """

    response_id: int
    text: str
    vector: Vectors | None
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """The candidates of one prompt in their stored order.

    `asked` holds the pairs of response ids, lower first, that are in a queue already.
    """

    prompt_id: int
    prompt_uuid: str
    candidates: tuple[Candidate, ...]
    asked: frozenset[tuple[int, int]] = frozenset()


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
class Proposal:
    """What one set offers: the strategy's pair, a random one, and how many there are."""

    prompt_uuid: str
    selected: ChosenPair
    control: ChosenPair
    possible: int
    asked: frozenset[tuple[int, int]]

    def is_in_slice(self, seed: int, control: float) -> bool:
        """Whether the set is in the control slice, which takes a share `control` of all sets."""
        return rng_for(seed, "slice", self.prompt_uuid).random() < control

    def is_asked(self, pair: ChosenPair) -> bool:
        """Whether this pair of the set is in a queue, in either order."""
        return tuple(sorted((pair.response_a, pair.response_b))) in self.asked


@dataclass(slots=True)
class Choosing:
    """What choosing found: the pairs, how many were possible, and the sets left out by reason."""

    pairs: list[ChosenPair] = field(default_factory=list)
    possible: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def distinct_candidates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with a text, each text once; white space at the ends does not count."""
    first_of_text: dict[str, Candidate] = {}
    for candidate in candidates:
        stripped = candidate.text.strip()
        if stripped:
            first_of_text.setdefault(stripped, candidate)
    return list(first_of_text.values())


def rng_for(seed: int, *names: str) -> np.random.Generator:
    """A generator that depends on the seed and the names alone, so on no order of work."""
    digest = hashlib.sha256("\x1f".join([str(seed), *names]).encode("utf-8")).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def draw(seed: int, *names: str) -> float:
    """A number in [0, 1) that depends on the seed and the names alone, on any machine.

    53 bits of SHA-256, as many as a float64 holds, so it is uniform and never 1.
    """
    digest = hashlib.sha256("\x1f".join([str(seed), *names]).encode("utf-8")).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / (1 << 53)


def propose(one: CandidateSet, strategy: Strategy, seed: int) -> Proposal | str:
    """The pair of the strategy and a random one for the control, or why the set is left out.

    A strategy that compares vectors waits until every text of the set was embedded, so that
    the pair is that of the whole set; it passes over the texts for which that failed.
    """
    candidates = distinct_candidates(one.candidates)
    if len(candidates) < 2:
        return FEWER_THAN_TWO
    if strategy.needs_vectors:
        candidates = [candidate for candidate in candidates if not candidate.has_failed]
        if any(candidate.vector is None for candidate in candidates):
            return NOT_EMBEDDED
    if len(candidates) < 2:
        return NO_VECTOR
    similarities = _similarities(candidates)
    pairs = pairs_of(len(candidates))
    lengths = np.log1p([len(candidate.text) for candidate in candidates])

    def chosen(rule: Strategy, purpose: str, kind: PairKind) -> ChosenPair:
        sets = Sets(
            similarities[pairs[:, 0], pairs[:, 1]][None],
            np.abs(lengths[pairs[:, 0]] - lengths[pairs[:, 1]])[None],
            np.ones((1, len(pairs)), np.bool_),
            np.array([draw(seed, purpose, one.prompt_uuid)]),
        )
        i, j = pairs[int(rule.choose(sets)[0])]
        return _pair(one.prompt_id, candidates, similarities, (int(i), int(j)), kind)

    return Proposal(
        one.prompt_uuid,
        chosen(strategy, "strategy", PairKind.SELECTED),
        chosen(STRATEGIES["random"], "control", PairKind.CONTROL),
        comb(len(candidates), 2),
        one.asked,
    )


def conclude(proposals: Sequence[Proposal], seed: int, control: float) -> Choosing:
    """Draw the control slice, leave out the pairs that are asked already, and order the rest.

    `control` is the chance of a set, from 0 to 1, to get its random pair in place of the
    strategy's. It is drawn for each prompt by itself, so a set stays in the slice or out of it
    whatever else is imported, and with the same seed it gets the same pair again. The least
    similar pairs come first, the control anywhere among them.
    """
    result = Choosing(possible=sum(one.possible for one in proposals))
    selected: list[ChosenPair] = []
    drawn: list[ChosenPair] = []
    for one in proposals:
        is_control = one.is_in_slice(seed, control)
        pair = one.control if is_control else one.selected
        if one.is_asked(pair):
            result.left_out[ALREADY_ASKED] += 1
        else:
            (drawn if is_control else selected).append(pair)
    selected.sort(key=_least_similar_first)
    drawn.sort(key=lambda pair: pair.prompt_id)
    result.pairs = _mix(selected, drawn, rng_for(seed, "order"))
    return result


def _similarities(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    vectors = [one.vector for one in candidates if one.vector is not None]
    if len(vectors) < len(candidates):
        return np.full((len(candidates), len(candidates)), np.nan)
    return cosine_matrix(np.stack(vectors))


def _pair(
    prompt_id: int,
    candidates: Sequence[Candidate],
    similarities: NDArray[np.float64],
    positions: tuple[int, int],
    kind: PairKind,
) -> ChosenPair:
    i, j = positions
    similarity = float(similarities[i, j])
    is_known = np.isfinite(similarity)
    return ChosenPair(
        prompt_id,
        candidates[i].response_id,
        candidates[j].response_id,
        similarity if is_known else None,
        rank_of(similarities, i, j) if is_known else None,
        kind,
    )


def _least_similar_first(pair: ChosenPair) -> tuple[float, int]:
    return (math.inf if pair.similarity is None else pair.similarity, pair.prompt_id)


def _mix(
    selected: list[ChosenPair], drawn: list[ChosenPair], rng: np.random.Generator
) -> list[ChosenPair]:
    total = len(selected) + len(drawn)
    places = set(rng.choice(total, size=len(drawn), replace=False).tolist()) if drawn else set()
    shuffled = iter([drawn[k] for k in rng.permutation(len(drawn))])
    in_order = iter(selected)
    return [next(shuffled if place in places else in_order) for place in range(total)]
