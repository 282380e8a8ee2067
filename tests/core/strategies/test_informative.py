import importlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from real_desktop.core.strategies.informative import informative
from real_desktop.core.strategies.strategy import AllPairs

MODULE = importlib.import_module("real_desktop.core.strategies.informative")
TOLERANCE = 1e-9


def all_pairs(sets):
    """From one array of responses `(n, d)` a prompt."""
    pairs, prompts, first = [], [], 0
    for number, rows in enumerate(sets):
        for i in range(len(rows)):
            for j in range(i + 1, len(rows)):
                pairs.append((first + i, first + j))
                prompts.append(number)
        first += len(rows)
    vectors = np.concatenate(sets).astype(np.float64)
    return AllPairs(vectors, np.array(pairs), np.array(prompts))


def gains_by_determinants(found, picked, open_pairs):
    """What each open pair would add, from two determinants of the whole sum."""
    differences = [found.vectors[i] - found.vectors[j] for i, j in found.pairs.tolist()]
    dimension = found.vectors.shape[1]
    mean = sum(float(d @ d) for d in differences) / len(differences)
    total = (mean / dimension or 1.0) * np.eye(dimension)
    for at in picked:
        total = total + np.outer(differences[at], differences[at])
    before = math.log(np.linalg.det(total))
    return {
        at: math.log(np.linalg.det(total + np.outer(differences[at], differences[at]))) - before
        for at in open_pairs
    }


def follow(found, each):
    """Each pick of the strategy with what every pair that was open would have added."""
    picked, left = [], [each] * (1 + int(found.prompts[-1]))
    for at in informative(found, each):
        still_open = [
            one
            for one, prompt in enumerate(found.prompts.tolist())
            if left[prompt] and one not in picked
        ]
        yield at, gains_by_determinants(found, picked, still_open)
        picked.append(at)
        left[int(found.prompts[at])] -= 1


numbers = st.one_of(st.integers(-2, 2), st.floats(-1, 1, width=32))
prompts_of = st.integers(1, 3).flatmap(
    lambda d: st.lists(
        st.integers(2, 5).flatmap(lambda n: arrays(np.float64, (n, d), elements=numbers)),
        min_size=1,
        max_size=5,
    )
)


@given(prompts_of, st.integers(1, 3))
def test_every_pick_adds_as_much_as_any_open_pair_would(sets, each):
    found = all_pairs(sets)
    steps = list(follow(found, each))
    for at, gains in steps:
        assert gains[at] >= max(gains.values()) - TOLERANCE
    counts = [min(each, len(rows) * (len(rows) - 1) // 2) for rows in sets]
    picked = [at for at, _gains in steps]
    assert len(set(picked)) == len(picked)
    assert np.bincount(found.prompts[picked], minlength=len(sets)).tolist() == counts


@pytest.mark.parametrize("each", [1, 2])
def test_it_is_exact_where_not_every_pair_is_computed_at_every_pick(monkeypatch, each):
    monkeypatch.setattr(MODULE, "AT_ONCE", 16)
    monkeypatch.setattr(MODULE, "MOST_AT_ONCE", 40)
    monkeypatch.setattr(MODULE, "POOL", 4)
    rng = np.random.default_rng(each)
    sets = [rng.normal(size=(5, 3)) * rng.lognormal() for _ in range(40)]
    for at, gains in follow(all_pairs(sets), each):
        assert at == max(gains, key=gains.get)


def test_of_pairs_that_add_the_same_the_first_is_picked(monkeypatch):
    monkeypatch.setattr(MODULE, "AT_ONCE", 2)
    monkeypatch.setattr(MODULE, "MOST_AT_ONCE", 5)
    monkeypatch.setattr(MODULE, "POOL", 1)
    sets = [np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])] * 6
    assert list(informative(all_pairs(sets))) == [0, 3, 6, 9, 12, 15]


def test_sets_without_any_spread_get_their_first_pair():
    assert list(informative(all_pairs([np.ones((3, 2))] * 3))) == [0, 3, 6]


def test_it_prefers_what_no_pair_has_shown_yet():
    wide, narrow = [[0, 0], [1, 0]], [[0, 0], [0, 0.9]]
    assert list(informative(all_pairs(list(map(np.array, [wide, wide, narrow])))))[:2] == [0, 2]


def test_it_can_be_stopped_at_any_pick():
    rng = np.random.default_rng(0)
    found = all_pairs([rng.normal(size=(4, 3)) for _ in range(20)])
    picks = informative(found)
    assert [next(picks) for _ in range(5)] == list(informative(found))[:5]


def test_where_there_is_nothing_it_picks_nothing():
    nothing = AllPairs(np.empty((0, 3)), np.empty((0, 2), np.intp), np.empty(0, np.intp))
    assert list(informative(nothing)) == []
