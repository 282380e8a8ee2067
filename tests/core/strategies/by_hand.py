"""The rules once more in plain Python, sharing nothing with the program."""

import math
from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from real_desktop.core.strategies.strategy import Sets, pairs_of

FEW = [-0.5, 0.0, 0.25, 0.9]
DRAWS = [0.0, 0.3, 0.5, 0.75, 0.999]


def cosine(a, b):
    dot = math.fsum(x * y for x, y in zip(a, b, strict=True))
    return round(dot / math.sqrt(math.fsum(x * x for x in a) * math.fsum(y * y for y in b)), 12)


def sets_from(similarities, differences, allowed, draws, vectors=None):
    return Sets(
        np.array(similarities, np.float64),
        np.array(differences, np.float64),
        np.array(allowed, np.bool_),
        np.array(draws, np.float64),
        vectors,
    )


@st.composite
def tied_sets(draw, least=2, most=9):
    """A few sets of one size, with many equal values and at least one allowed pair each."""
    n, g = draw(st.integers(least, most)), draw(st.integers(1, 4))
    p = n * (n - 1) // 2
    shape = (g, p)
    similarities = draw(arrays(np.float64, shape, elements=st.sampled_from(FEW)))
    differences = draw(arrays(np.float64, shape, elements=st.sampled_from([0.0, 0.5, 2.0])))
    allowed = draw(arrays(np.bool_, shape))
    allowed[np.arange(g), draw(arrays(np.intp, g, elements=st.integers(0, p - 1)))] = True
    draws = draw(arrays(np.float64, g, elements=st.sampled_from(DRAWS)))
    return sets_from(similarities, differences, allowed, draws)


@st.composite
def embedded_sets(draw, least=2, most=9):
    """The same with unit vectors on a grid, so that some are equal and some opposite."""
    n, g = draw(st.integers(least, most)), draw(st.integers(1, 3))
    grid = st.integers(-2, 2)
    raw = draw(arrays(np.int64, (g, n, 3), elements=grid).filter(lambda one: one.any(axis=2).all()))
    return with_vectors(raw, draw(arrays(np.bool_, (g, n * (n - 1) // 2))))


def with_vectors(raw, allowed):
    vectors = raw / np.linalg.norm(raw, axis=2, keepdims=True)
    g, n, _d = raw.shape
    similarities = [
        [cosine(one[i], one[j]) for i, j in combinations(range(n), 2)] for one in raw.tolist()
    ]
    allowed = allowed | ~allowed.any(axis=1, keepdims=True)
    zeros = np.zeros(allowed.shape)
    return sets_from(similarities, zeros, allowed, np.zeros(g), vectors)


def rows_of(sets):
    """Of each set the allowed pairs, with their index, cosine and difference, and its draw."""
    for row in range(len(sets.draws)):
        yield (
            [
                (at, float(sets.similarities[row, at]), float(sets.differences[row, at]))
                for at in range(sets.allowed.shape[1])
                if sets.allowed[row, at]
            ],
            float(sets.draws[row]),
        )


def positions(n, at):
    i, j = pairs_of(n)[at]
    return int(i), int(j)
