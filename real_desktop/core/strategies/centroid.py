"""`centroid`: two groups of a set, and the response nearest to the middle of each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.dissimilar import dissimilar
from real_desktop.core.strategies.strategy import Sets, pairs_of

LEAST = 5
ROUNDS = 50
DECIMALS = 10
"""Distances that are equal but for the order of adding are equal."""


def centroid(sets: Sets) -> NDArray[np.intp]:
    """The pair nearest to the centres of two k-means clusters, one response for each centre.

    k-means after Lloyd begins at the least similar pair, so that nothing is drawn. The pair has
    the least sum of squared distances, which is that of the two nearest responses unless one
    response is nearest to both.
    """
    assert sets.vectors is not None, "centroid is for sets with vectors"  # noqa: S101
    vectors = np.asarray(sets.vectors, np.float64)
    pairs = pairs_of(vectors.shape[1])
    every = np.ones_like(sets.allowed)
    start = pairs[dissimilar(Sets(sets.similarities, sets.differences, every, sets.draws))]
    centres = np.take_along_axis(vectors, start[:, :, None], axis=1)
    distances = _settled(vectors, centres)
    first, second = distances[:, pairs[:, 0]], distances[:, pairs[:, 1]]
    one_way, other_way = first[..., 0] + second[..., 1], first[..., 1] + second[..., 0]
    cost = np.round(np.minimum(one_way, other_way), DECIMALS)
    return np.asarray(np.argmin(np.where(sets.allowed, cost, np.inf), axis=1))


def _settled(vectors: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """The squared distances `(g, n, 2)` to the two centres when they no longer move."""
    before = None
    for _round in range(ROUNDS):
        distances = _distances(vectors, centres)
        is_second = distances[..., 1] < distances[..., 0]
        if before is not None and np.array_equal(before, is_second):
            break
        centres = np.stack(
            [_means(vectors, ~is_second, centres[:, 0]), _means(vectors, is_second, centres[:, 1])],
            axis=1,
        )
        before = is_second
    return _distances(vectors, centres)


def _distances(vectors: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    apart = [((vectors - centres[:, None, k]) ** 2).sum(axis=2) for k in (0, 1)]
    return np.asarray(np.round(np.stack(apart, axis=2), DECIMALS))


def _means(
    vectors: NDArray[np.float64], members: NDArray[np.bool_], otherwise: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The mean `(g, d)` of the members of each set; where there is none, the other value."""
    counts = members.sum(axis=1)[:, None]
    sums = np.einsum("gn,gnd->gd", members.astype(np.float64), vectors)
    return np.asarray(np.where(counts > 0, sums / np.maximum(1, counts), otherwise))
