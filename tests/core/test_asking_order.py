import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.asking_order import asking_order
from real_desktop.core.choosing import PICK
from real_desktop.core.records import PairKind


def picks_of(count, control=0.25, turns=1, seed=0):
    """Picks of made-up sets; every similarity comes several times."""
    rng, found = np.random.default_rng(seed), np.zeros(count * turns, PICK)
    for row in range(count * turns):
        one = found[row]
        one["place"], one["turn"] = row // turns, row % turns
        one["response_a"], one["response_b"] = 10 * row, 10 * row + 1
        one["text_hash_a"], one["text_hash_b"] = f"{2 * row:064}", f"{2 * row + 1:064}"
        one["similarity"] = round(rng.random(), 1)
        one["least"], one["is_control"] = one["similarity"] - 0.05, rng.random() < control
    return found


UUIDS = [f"{7 * n % 1009:036}" for n in range(1_009)]


def order_of(picks, seed=0, repeats=0.0, ceiling=None):
    return asking_order(picks, UUIDS, seed, repeats, ceiling)


def test_the_least_similar_pairs_come_first_and_the_control_anywhere():
    order = order_of(picks_of(200))
    chosen = order.pairs[order.of_kind(PairKind.SELECTED)]
    keys = [(one["similarity"], UUIDS[one["place"]]) for one in chosen]
    assert keys == sorted(keys)
    places = np.flatnonzero(order.of_kind(PairKind.CONTROL))
    parts = np.histogram(places, 4, (0, 200))[0]
    assert parts.min() > len(places) / 10


@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_queue_does_not_depend_on_the_order_of_the_picks(shuffle, seed):
    picks = picks_of(60, turns=2)
    rows = list(range(len(picks)))
    shuffle.shuffle(rows)
    expected, found = (order_of(some, seed, 0.2, 0.5) for some in (picks, picks[rows]))
    assert found.pairs.tolist() == expected.pairs.tolist()
    assert found.is_repeat.tolist() == expected.is_repeat.tolist()


@given(st.integers(0, 80), st.floats(0, 1), st.floats(0, 1), st.sampled_from([None, 0.3, 0.9]))
def test_every_pick_is_asked_once_and_repeats_on_top(count, control, repeats, ceiling):
    picks = picks_of(count, control)
    order = order_of(picks, 0, repeats, ceiling)
    first = order.pairs[~order.is_repeat]
    assert sorted(first["response_a"].tolist()) == picks["response_a"].tolist()
    kinds = [order.kind(at) for at in range(len(order.pairs))]
    for kind in (PairKind.SELECTED, PairKind.CONTROL, PairKind.REPEAT):
        assert [one is kind for one in kinds] == order.of_kind(kind).tolist()
    assert kinds.count(PairKind.CONTROL) == picks["is_control"].sum()


def test_likely_ties_come_last_with_their_control_and_a_repeat_is_what_its_pair_is():
    order = order_of(picks_of(300), repeats=0.1, ceiling=0.6)
    first = order.is_likely_tie[~order.is_repeat]
    assert first.tolist() == sorted(first.tolist())
    assert 0 < first.sum() < 300
    assert (order.is_likely_tie == (order.pairs["least"] > 0.6)).all()
    assert order.of_kind(PairKind.CONTROL)[order.is_likely_tie].any()


def test_a_prompt_gets_its_second_pair_after_every_first():
    order = order_of(picks_of(50, control=0, turns=3))
    assert order.pairs["turn"].tolist() == sorted(order.pairs["turn"].tolist())


def test_pairs_without_a_similarity_come_last():
    picks = picks_of(40, control=0)
    picks["similarity"][:20] = np.nan
    known = np.isfinite(order_of(picks).pairs["similarity"])
    assert known.tolist() == [True] * 20 + [False] * 20


@pytest.mark.parametrize("what", ["control", "repeats"])
def test_another_seed_puts_control_and_repeats_elsewhere(what):
    places = [
        (order.of_kind(PairKind.CONTROL) if what == "control" else order.is_repeat).tolist()
        for order in (order_of(picks_of(100), seed, 0.1) for seed in (0, 1))
    ]
    assert places[0] != places[1]


def test_nothing_is_asked_of_nothing():
    assert len(order_of(picks_of(0), 0, 0.5, 0.5).pairs) == 0
