import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.repeats import (
    LEAST_DISTANCE,
    SPREAD,
    pairs_within,
    repeat_count,
    with_repeats,
)

SHARES = st.floats(0, 1)


def queue_of(count, share, seed=0):
    rng = np.random.default_rng(seed)
    return with_repeats(share, rng.random(count), rng.random(count))


@given(st.integers(0, 300), SHARES, st.integers(0, 5))
def test_every_repeat_comes_once_and_at_least_twenty_places_later(count, share, seed):
    order, is_repeat = queue_of(count, share, seed)
    assert order[~is_repeat].tolist() == list(range(count))
    first = {int(pair): place for place, pair in enumerate(order) if not is_repeat[place]}
    again = [(int(order[place]), place) for place in np.flatnonzero(is_repeat)]
    assert len({pair for pair, _place in again}) == len(again) == repeat_count(count, share)
    assert all(place - first[pair] >= LEAST_DISTANCE for pair, place in again)


@pytest.mark.parametrize(
    ("count", "share", "repeats"),
    [
        (0, 0.05, 0),
        (9, 0.05, 0),
        (19, 1, 0),
        (20, 0.05, 1),
        (20, 1, 1),
        (30, 1, 11),
        (500, 0.05, 25),
    ],
)
def test_a_queue_has_its_share_of_repeats_as_far_as_it_has_room(count, share, repeats):
    assert repeat_count(count, share) == repeats
    assert queue_of(count, share)[1].sum() == repeats


def test_who_stops_early_has_met_repeats_too():
    _order, is_repeat = queue_of(20_000, 0.05)
    parts = is_repeat[LEAST_DISTANCE + SPREAD :].reshape(-1, 1)[:20_000].reshape(20, 1_000)
    assert parts.sum(axis=1).min() > 20


def test_repeats_come_back_at_all_distances_up_to_the_spread():
    order, is_repeat = queue_of(20_000, 0.05)
    first = np.flatnonzero(~is_repeat)
    distances = np.flatnonzero(is_repeat) - first[order[is_repeat]]
    assert distances.min() < LEAST_DISTANCE + 8
    assert LEAST_DISTANCE + SPREAD - 8 < distances.max() < LEAST_DISTANCE + SPREAD + 20


@given(st.integers(1, 2_000), SHARES)
def test_a_budget_is_used_up_as_far_as_whole_repeats_allow(budget, share):
    pairs = pairs_within(budget, share)
    asked = pairs + repeat_count(pairs, share)
    assert asked <= budget
    assert pairs + 1 + repeat_count(pairs + 1, share) > budget
    assert budget - asked <= 1
