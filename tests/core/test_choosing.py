import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.choosing import (
    ALREADY_ASKED,
    FEWER_THAN_TWO,
    NO_VECTOR,
    NOT_EMBEDDED,
    Candidate,
    CandidateSet,
    Proposal,
    conclude,
    distinct_candidates,
    propose,
)
from real_desktop.core.records import PairKind
from real_desktop.core.strategies import STRATEGIES

AXES = [*np.eye(3), *-np.eye(3)]
"""Unit vectors whose cosines are exactly -1, 0 or 1, so that ties are ties."""


FAILED = "failed"


def set_of(prompt_id, texts, vectors=None, asked=()):
    vectors = [None] * len(texts) if vectors is None else vectors
    candidates = tuple(
        Candidate(
            prompt_id * 100 + place, text, None if vector is FAILED else vector, vector is FAILED
        )
        for place, (text, vector) in enumerate(zip(texts, vectors, strict=True))
    )
    return CandidateSet(prompt_id, f"prompt-{prompt_id}", candidates, frozenset(asked))


def embedded_sets(count, responses=5):
    rng = np.random.default_rng(7)
    texts = [f"text {place}" for place in range(responses)]
    return [set_of(n, texts, list(rng.normal(size=(responses, 4)))) for n in range(count)]


def choose(sets, strategy="dissimilar", seed=0, control=0.0):
    proposals = [propose(one, STRATEGIES[strategy], seed) for one in sets]
    return conclude([one for one in proposals if isinstance(one, Proposal)], seed, control)


def ids(pair):
    return pair.response_a, pair.response_b


@given(st.lists(st.sampled_from(range(6)), min_size=2, max_size=8))
def test_the_dissimilar_pair_of_tied_vectors_is_the_first_of_a_double_loop(axes):
    vectors = [AXES[axis] for axis in axes]
    chosen = choose([set_of(0, [f"text {n}" for n in range(len(axes))], vectors)]).pairs[0]
    cosines = {
        (i, j): float(vectors[i] @ vectors[j])
        for i in range(len(axes))
        for j in range(i + 1, len(axes))
    }
    first_least = min(cosines, key=lambda pair: cosines[pair])
    assert (ids(chosen), chosen.similarity, chosen.rank) == (
        first_least,
        cosines[first_least],
        1,
    )


def slice_of(result):
    return {pair.prompt_id for pair in result.pairs if pair.kind is PairKind.CONTROL}


MANY = [set_of(n, ["a", "b", "c"]) for n in range(1_000)]


@pytest.mark.parametrize("control", [0, 0.1, 0.5, 1])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_control_slice_has_about_its_share_of_many_sets(control, seed):
    result = choose(MANY, "random", seed, control)
    five_sigma = 5 * math.sqrt(len(MANY) * control * (1 - control))
    assert len(slice_of(result)) == pytest.approx(len(MANY) * control, abs=five_sigma)
    assert len(result.pairs) == len(MANY)


@given(st.sets(st.integers(0, 59)), st.integers(0, 3), st.randoms(use_true_random=False))
def test_a_set_stays_in_the_slice_or_out_of_it_whatever_the_other_sets(others, seed, shuffle):
    whole = slice_of(choose(MANY[:60], "random", seed, 0.4))
    some = [MANY[n] for n in others]
    shuffle.shuffle(some)
    assert slice_of(choose(some, "random", seed, 0.4)) == whole & others


def test_a_larger_share_keeps_the_sets_of_a_smaller_one():
    assert slice_of(choose(MANY, "random", 0, 0.1)) < slice_of(choose(MANY, "random", 0, 0.2))


@given(st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_queue_whatever_the_order_of_the_sets(shuffle):
    sets = embedded_sets(12)
    expected = choose(sets, control=0.3).pairs
    shuffle.shuffle(sets)
    assert choose(sets, control=0.3).pairs == expected


def test_another_seed_gives_another_control_slice_and_other_random_pairs():
    queues = [choose(embedded_sets(20), seed=seed, control=0.5).pairs for seed in (0, 1)]
    slices = [{p.prompt_id for p in q if p.kind is PairKind.CONTROL} for q in queues]
    assert slices[0] != slices[1]
    draws = [[ids(p) for p in choose(embedded_sets(20), "random", seed).pairs] for seed in (0, 1)]
    assert draws[0] != draws[1]


def test_the_least_similar_pairs_come_first_and_the_control_anywhere():
    pairs = choose(embedded_sets(60), control=0.25).pairs
    similarities = [pair.similarity for pair in pairs if pair.kind is PairKind.SELECTED]
    places = [place for place, pair in enumerate(pairs) if pair.kind is PairKind.CONTROL]
    assert similarities == sorted(similarities)
    assert min(places) < 15
    assert max(places) > 45


def test_equal_texts_count_once_and_empty_ones_not_at_all():
    texts = ["same", " same\n", "", " \t", "other", "same "]
    kept = distinct_candidates(set_of(0, texts).candidates)
    assert [one.response_id for one in kept] == [0, 4]


@given(st.lists(st.sampled_from(["a", " a", "b", "b\n", "", "c"]), max_size=7), st.integers(0, 9))
def test_equal_or_empty_texts_are_never_paired(texts, seed):
    proposal = propose(set_of(0, texts), STRATEGIES["random"], seed)
    distinct = {text.strip() for text in texts} - {""}
    if len(distinct) < 2:
        assert proposal == FEWER_THAN_TWO
        return
    for pair in (proposal.selected, proposal.control):
        left, right = (texts[one].strip() for one in ids(pair))
        assert left != right
        assert left
        assert right
    assert proposal.possible == len(distinct) * (len(distinct) - 1) // 2


@pytest.mark.parametrize(
    ("vectors", "reason"),
    [
        (None, NOT_EMBEDDED),
        ([AXES[0], None, None], NOT_EMBEDDED),
        ([AXES[0], AXES[1], None], NOT_EMBEDDED),
        ([AXES[0], FAILED, None], NOT_EMBEDDED),
        ([AXES[0], FAILED, FAILED], NO_VECTOR),
    ],
)
def test_without_vectors_random_works_and_dissimilar_says_why_not(vectors, reason):
    one = set_of(0, ["a", "b", "c"], vectors)
    assert propose(one, STRATEGIES["dissimilar"], 0) == reason
    chosen = propose(one, STRATEGIES["random"], 0).selected
    assert (chosen.similarity, chosen.rank) == (None, None)


def test_dissimilar_passes_over_a_text_that_cannot_be_embedded():
    one = set_of(0, ["a", "b", "c"], [AXES[0], FAILED, AXES[1]])
    proposal = propose(one, STRATEGIES["dissimilar"], 0)
    assert (ids(proposal.selected), ids(proposal.control)) == ((0, 2), (0, 2))


def test_a_pair_in_a_queue_is_not_asked_again():
    vectors = [AXES[0], AXES[3], AXES[1]]
    asked = set_of(0, ["a", "b", "c"], vectors, asked=[(0, 1)])
    result = choose([asked, set_of(1, ["a", "b", "c"], vectors)])
    assert [pair.prompt_id for pair in result.pairs] == [1]
    assert result.left_out == {ALREADY_ASKED: 1}
    assert result.possible == 6


def test_a_set_of_which_another_pair_was_asked_gets_its_turn():
    vectors = [AXES[0], AXES[3], AXES[1]]
    result = choose([set_of(0, ["a", "b", "c"], vectors, asked=[(0, 2), (1, 2)])])
    assert [ids(pair) for pair in result.pairs] == [(0, 1)]
    assert result.left_out == {}


@pytest.mark.parametrize("more", range(1, 12))
def test_a_second_run_with_more_sets_asks_only_about_those(more):
    sets = [set_of(n, ["a", "b", "c"], [AXES[0], AXES[3], AXES[1]]) for n in range(20)]
    first = choose(sets[:8], control=0.3)
    again = [
        set_of(n, ["a", "b", "c"], [AXES[0], AXES[3], AXES[1]], [ids(p)])
        for n, p in sorted((p.prompt_id, p) for p in first.pairs)
    ]
    second = choose(again + sets[8 : 8 + more], control=0.3)
    assert sorted(pair.prompt_id for pair in second.pairs) == list(range(8, 8 + more))
    assert second.left_out == {ALREADY_ASKED: 8}
    together = choose(sets[: 8 + more], control=0.3)
    assert slice_of(first) | slice_of(second) == slice_of(together)


def test_nothing_chosen_of_nothing():
    result = choose([], control=0.5)
    assert (result.pairs, result.possible, result.left_out) == ([], 0, {})


def test_pairs_without_similarity_come_last_in_the_order_of_prompts():
    sets = [set_of(n, ["a", "b"]) for n in range(6)]
    random.Random(0).shuffle(sets)
    assert [pair.prompt_id for pair in choose(sets, "random").pairs] == [0, 1, 2, 3, 4, 5]
