import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from real_desktop.core.similarity import cosine_matrix, pair_cosines, rank_of
from real_desktop.core.strategies.dissimilar import dissimilar
from real_desktop.core.strategies.strategy import Sets

stored = arrays(
    np.float16,
    st.tuples(st.integers(2, 6), st.just(4)),
    elements=st.integers(1, 100).map(lambda n: n / 100),
)


def cosine(a, b):
    dot = math.fsum(x * y for x, y in zip(a, b, strict=True))
    return dot / (math.hypot(*a) * math.hypot(*b))


@given(stored)
def test_every_cosine_equals_the_one_computed_by_hand(vectors):
    rows = vectors.astype(float).tolist()
    by_hand = [[cosine(a, b) for b in rows] for a in rows]
    np.testing.assert_allclose(cosine_matrix(vectors), by_hand, rtol=0, atol=1e-12)


@given(stored, st.integers(1, 5))
def test_equal_vectors_have_exactly_equal_cosines(vectors, times):
    found = cosine_matrix(np.tile(vectors, (times, 1)))
    once = found[: len(vectors), : len(vectors)]
    assert np.array_equal(found, np.tile(once, (times, times)))
    assert (np.diag(found) == 1).all()


FIFTHS = [(1, 0), (0.6, 0.8), (0.8, 0.6), (0, 1), (-0.6, 0.8)]
"""Unit vectors whose cosines are multiples of 0.04, many of them equal."""


@given(st.lists(st.sampled_from(FIFTHS), min_size=2, max_size=8), st.integers(0, 2**32 - 1))
def test_noise_of_the_last_places_decides_nothing(rows, seed):
    noise = np.random.default_rng(seed).uniform(-1e-15, 1e-15, (len(rows), 2))
    chosen = [least_similar(each) for each in (np.array(rows), rows + noise)]
    assert chosen[0] == chosen[1]


def least_similar(vectors):
    similarities = cosine_matrix(vectors)[np.triu_indices(len(vectors), k=1)][None]
    every = np.ones(similarities.shape, np.bool_)
    return dissimilar(Sets(similarities, np.zeros_like(similarities), every, np.zeros(1)))[0]


def test_a_right_angle_has_the_cosine_that_the_project_file_gives_back():
    found = cosine_matrix(np.array([[1.0, 1e-14], [-1e-14 - 1e-15, 1.0]]))[0, 1]
    assert math.copysign(1, found) == 1
    assert found == 0


@pytest.mark.parametrize("bad", [[0, 0], [math.nan, 1], [math.inf, 1]])
def test_a_vector_without_a_direction_is_similar_to_nothing(bad):
    found = cosine_matrix(np.array([[1, 0], bad, [0, 1]], dtype=np.float16))
    assert np.isnan(found[1]).all()
    assert np.isnan(found[:, 1]).all()
    assert found[0, 2] == 0


def test_the_rank_counts_the_less_similar_pairs():
    similarities = np.array([[1, 0.5, 0.2], [0.5, 1, 0.5], [0.2, 0.5, 1]])
    assert rank_of(similarities, 0, 2) == rank_of(similarities, 2, 0) == 1
    assert rank_of(similarities, 0, 1) == rank_of(similarities, 1, 2) == 2


@pytest.mark.parametrize("kind", [np.float16, np.float64])
@pytest.mark.parametrize(("size", "dimension"), [(2, 1024), (8, 384), (13, 7), (200, 384)])
def test_a_cosine_is_the_same_to_the_last_bit_whatever_it_is_computed_with(kind, size, dimension):
    vectors = np.random.default_rng(size).normal(size=(150, size, dimension)).astype(kind)
    together = pair_cosines(vectors)
    upper = np.triu_indices(size, k=1)
    alone = np.stack([cosine_matrix(one)[upper] for one in vectors])
    assert together.tobytes() == alone.tobytes()
    order = np.random.default_rng(0).permutation(len(vectors))
    assert pair_cosines(vectors[order]).tobytes() == together[order].tobytes()
    parts = [pair_cosines(part) for part in np.array_split(vectors, 11)]
    assert np.concatenate(parts).tobytes() == together.tobytes()


def test_without_sets_there_are_no_cosines():
    assert pair_cosines(np.empty((0, 4, 3), np.float16)).shape == (0, 6)
