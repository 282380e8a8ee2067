from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.choosing import Rule, picks_of, similarities_of
from real_desktop.core.equal_sets import EqualSets
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.strategies.strategy import Strategy

AXES = [*np.eye(3), *-np.eye(3)]
"""Unit vectors whose cosines are exactly -1, 0 or 1, so that ties are ties."""

SET_BY_SET = [name for name, one in STRATEGIES.items() if isinstance(one, Strategy)]


def sets_of(count, size, vectors=None, asked=(), first=0):
    """Sets whose responses are numbered 100 * place + position."""
    places = np.arange(first, first + count)
    ids = 100 * places[:, None] + np.arange(size)
    flags = np.zeros((count, size * (size - 1) // 2), np.bool_)
    for row, index in asked:
        flags[row, index] = True
    return EqualSets(
        places,
        tuple(f"prompt-{place}" for place in places),
        ids,
        10 + ids,
        np.array([[f"{one:064x}" for one in row] for row in ids.tolist()], "S64"),
        flags,
        None if vectors is None else np.asarray(vectors, np.float16),
    )


def embedded(count=40, size=5, **more):
    return sets_of(count, size, np.random.default_rng(7).normal(size=(count, size, 4)), **more)


def picks(sets, strategy="dissimilar", seed=0, control=0.0, pairs_per_prompt=1):
    rule = Rule(STRATEGIES[strategy], seed, control, pairs_per_prompt)
    found = picks_of(sets, similarities_of(sets), rule)
    return found[np.lexsort((found["turn"], found["place"]))]


def ids(found):
    return list(zip(found["response_a"].tolist(), found["response_b"].tolist(), strict=True))


def least_similar(vectors, allowed=None):
    unit = np.asarray(vectors, np.float16).astype(float)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    pairs = list(combinations(range(len(unit)), 2)) if allowed is None else allowed
    return min(pairs, key=lambda pair: (round(float(unit[pair[0]] @ unit[pair[1]]), 9), pair))


@given(st.lists(st.sampled_from(range(6)), min_size=2, max_size=8))
def test_the_dissimilar_pair_of_tied_vectors_is_the_first_of_a_double_loop(axes):
    vectors = [AXES[axis] for axis in axes]
    (pick,) = picks(sets_of(1, len(axes), [vectors]))
    first = least_similar(vectors)
    assert (pick["response_a"], pick["response_b"]) == first
    assert pick["similarity"] == pick["least"] == vectors[first[0]] @ vectors[first[1]]
    assert pick["rank"] == 1


def test_a_pick_holds_what_is_kept_of_its_pair():
    sets = embedded(1)
    (pick,) = picks(sets, "random", seed=3)
    a, b = int(pick["response_a"]), int(pick["response_b"])
    assert pick["text_hash_a"] == b"%064x" % a
    assert pick["text_hash_b"] == b"%064x" % b
    assert pick["difference"] == pytest.approx(abs(np.log1p(10 + a) - np.log1p(10 + b)))
    similarities = similarities_of(sets)[0]
    assert pick["rank"] == 1 + int((similarities < pick["similarity"]).sum())
    assert pick["least"] == similarities.min()


def test_several_pairs_of_a_set_are_those_of_a_repeated_double_loop():
    sets = embedded(20, 4)
    found = picks(sets, pairs_per_prompt=3)
    for place, vectors in enumerate(sets.vectors):
        left, expected = list(combinations(range(4), 2)), []
        for _turn in range(3):
            one = least_similar(vectors, left)
            left.remove(one)
            expected.append((100 * place + one[0], 100 * place + one[1]))
        assert ids(found[found["place"] == place]) == expected


@pytest.mark.parametrize("strategy", SET_BY_SET)
@given(size=st.integers(2, 6), wanted=st.integers(1, 20), control=st.sampled_from([0, 0.5, 1]))
def test_no_two_responses_are_picked_twice_and_no_pair_is_missing(strategy, size, wanted, control):
    if size < STRATEGIES[strategy].least:
        return
    found = picks(embedded(6, size), strategy, 1, control, wanted)
    pairs = [frozenset(pair) for pair in ids(found)]
    assert len(pairs) == len(set(pairs)) == 6 * min(wanted, size * (size - 1) // 2)


def test_a_pair_that_is_asked_is_not_asked_again_and_changes_no_other_pick():
    free = picks(embedded(), pairs_per_prompt=2)
    first = free[free["turn"] == 0]
    index = {pair: n for n, pair in enumerate(combinations(range(5), 2))}
    asked = [
        (n, index[int(one["response_a"]) % 100, int(one["response_b"]) % 100])
        for n, one in enumerate(first)
    ]
    again = picks(embedded(asked=asked), pairs_per_prompt=2)
    assert again.tolist() == free[free["turn"] == 1].tolist()
    assert len(picks(embedded(asked=asked))) == 0


@pytest.mark.parametrize("control", [0, 0.1, 0.5, 1])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_control_slice_has_about_its_share_of_many_sets(control, seed):
    found = picks(sets_of(1_000, 3), "random", seed, control)
    five_sigma = 5 * np.sqrt(1_000 * control * (1 - control))
    assert found["is_control"].sum() == pytest.approx(1_000 * control, abs=five_sigma)
    assert len(found) == 1_000


@given(st.integers(1, 39), st.integers(0, 3))
def test_what_is_picked_in_a_set_does_not_depend_on_the_other_sets(split, seed):
    whole = embedded()
    parts = [
        EqualSets(
            *(getattr(whole, name)[rows] for name in
              ("places", "uuids", "response_ids", "characters", "text_hashes", "asked", "vectors"))
        )
        for rows in (slice(0, split), slice(split, 40))
    ]  # fmt: skip
    for strategy in SET_BY_SET:
        together = picks(whole, strategy, seed, 0.3, 2)
        apart = np.concatenate([picks(part, strategy, seed, 0.3, 2) for part in parts])
        assert apart.tolist() == together.tolist()


def test_a_larger_share_keeps_the_sets_of_a_smaller_one():
    shares = [picks(sets_of(500, 3), "random", 0, share) for share in (0.1, 0.2)]
    smaller, larger = ({int(one["place"]) for one in s[s["is_control"]]} for s in shares)
    assert smaller < larger


def test_another_seed_gives_another_control_slice_and_other_random_pairs():
    slices = [picks(embedded(), seed=seed, control=0.5)["is_control"].tolist() for seed in (0, 1)]
    assert slices[0] != slices[1]
    assert ids(picks(embedded(), "random", 0)) != ids(picks(embedded(), "random", 1))


def test_the_control_is_random_whatever_the_strategy():
    chosen = [picks(embedded(), strategy, control=1) for strategy in ("dissimilar", "random")]
    assert ids(chosen[0]) == ids(chosen[1])
    assert len(set(chosen[0]["rank"].tolist())) > 5


def test_without_vectors_there_is_no_similarity_and_no_rank():
    (pick,) = picks(sets_of(1, 3), "random")
    assert np.isnan([pick["similarity"], pick["least"]]).all()
    assert pick["rank"] == 0


def test_a_strategy_is_shown_what_is_left_and_a_draw_of_its_own():
    seen = []

    def last(sets):
        seen.append(sets)
        return sets.allowed.shape[1] - 1 - np.argmax(sets.allowed[:, ::-1], axis=1)

    sets = embedded(8, 3)
    rule = Rule(Strategy(last, "", reads_vectors=True), 0, 0.0, 3)
    found = picks_of(sets, similarities_of(sets), rule)
    first = found[found["place"] == 0]
    assert ids(first[np.argsort(first["turn"])]) == [(1, 2), (0, 2), (0, 1)]
    assert len({tuple(one.draws) for one in seen}) == 3
    assert len(set(seen[0].draws.tolist())) == 8
    np.testing.assert_array_equal(seen[0].vectors, sets.vectors)
    picks_of(sets, similarities_of(sets), Rule(Strategy(last, ""), 0, 0.0))
    assert seen[-1].vectors is None


def test_nothing_is_picked_of_nothing():
    assert len(picks(sets_of(0, 5), "random")) == 0
