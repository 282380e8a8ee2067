"""Each rule against the same rule written out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given

from real_desktop.core.strategies import STRATEGIES
from tests.core.strategies.by_hand import rows_of, sets_from, tied_sets


def least_similar(pairs, _draw):
    best = pairs[0]
    for pair in pairs[1:]:
        if pair[1] < best[1]:
            best = pair
    return best[0]


def most_similar(pairs, _draw):
    best = pairs[0]
    for pair in pairs[1:]:
        if pair[1] > best[1]:
            best = pair
    return best[0]


def any_of(pairs, draw):
    return pairs[math.floor(draw * len(pairs))][0]


def any_but_the_most_similar_quarter(pairs, draw):
    by_similarity = sorted(pairs, key=lambda pair: pair[1])
    kept = by_similarity[: len(pairs) - len(pairs) // 4]
    return any_of(sorted(kept), draw)


def longest_difference_of_the_less_similar_half(pairs, _draw):
    kept = sorted(pairs, key=lambda pair: pair[1])[: max(2, len(pairs) // 2)]
    most = max(pair[2] for pair in kept)
    return min(pair[0] for pair in kept if pair[2] == most)


def any_of_the_best_third(pairs, draw):
    def score(pair):
        more_similar = sum(other[1] > pair[1] for other in pairs)
        closer = sum(other[2] < pair[2] for other in pairs)
        return more_similar + closer

    ordered = sorted(pairs, key=lambda pair: (-score(pair), pair[0]))
    return any_of(sorted(ordered[: math.ceil(len(pairs) / 3)]), draw)


BY_HAND = {
    "dissimilar": least_similar,
    "hard": most_similar,
    "random": any_of,
    "random-dissimilar": any_but_the_most_similar_quarter,
    "decisive": longest_difference_of_the_less_similar_half,
    "balanced": any_of_the_best_third,
}


@pytest.mark.parametrize("name", BY_HAND)
@given(sets=tied_sets())
def test_it_is_the_pair_found_by_hand(name, sets):
    found = STRATEGIES[name].choose(sets).tolist()
    assert found == [BY_HAND[name](pairs, draw) for pairs, draw in rows_of(sets)]


@pytest.mark.parametrize("name", BY_HAND)
def test_it_is_so_in_a_set_of_two_hundred(name):
    rng = np.random.default_rng(4)
    shape = (1, 200 * 199 // 2)
    sets = sets_from(
        rng.uniform(-0.99, 0.99, shape).round(2), rng.uniform(0, 3, shape).round(1),
        rng.random(shape) < 0.5, [0.4],
    )  # fmt: skip
    found = STRATEGIES[name].choose(sets).tolist()
    assert found == [BY_HAND[name](pairs, draw) for pairs, draw in rows_of(sets)]


def test_hard_passes_over_texts_that_are_the_same_to_the_model():
    similar = [[1.0, 0.5, 0.99], [1.0, 1.0 - 1e-9, 1.0]]
    sets = sets_from(similar, np.zeros((2, 3)), np.ones((2, 3)), [0, 0])
    assert STRATEGIES["hard"].choose(sets).tolist() == [2, 0]


@pytest.mark.parametrize(
    "name", [name for name in STRATEGIES if not STRATEGIES[name].needs_vectors]
)
def test_a_rule_without_vectors_chooses_where_nothing_is_known(name):
    sets = sets_from(np.full((2, 3), np.nan), np.zeros((2, 3)), np.ones((2, 3)), [0.1, 0.9])
    assert STRATEGIES[name].choose(sets).tolist() == [0, 2]


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_rule_says_what_it_does_and_what_is_known(name):
    about = STRATEGIES[name].about
    assert about.count(". ") + about.endswith(".") >= 2
