"""Similarity of responses: the cosine of their embeddings."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating]

DIGITS = 12

NUMBERS_AT_ONCE = 200_000
"""So many numbers of vectors are float64 at a time on each core."""


def cosine_matrix(vectors: Vectors) -> NDArray[np.float64]:
    """All cosines of a set, `(n, d)` in, `(n, n)` float64 out; of many sets, `(g, n, d)` in.

    Computed in float64 and rounded to `DIGITS` places: the places after those depend on the
    order in which a machine's BLAS adds, and would decide between equally similar pairs.
    Vectors need not be of unit length; a zero or non-finite row gives NaN.
    """
    rows = np.asarray(vectors, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        # Of a matrix and its own transpose numpy computes one half and copies it, which takes
        # small matrices three times as long as a plain product with a copy.
        products = rows @ rows.copy().swapaxes(-1, -2)
        lengths = np.sqrt(np.diagonal(products, axis1=-2, axis2=-1))
        cosines = products / lengths[..., :, None] / lengths[..., None, :]
        # Adding zero makes -0.0 the 0.0 as which SQLite gives it back.
        return np.asarray(np.round(cosines, DIGITS) + 0.0, dtype=np.float64)


def pair_cosines(vectors: Vectors) -> NDArray[np.float64]:
    """The cosines of all pairs i < j of many sets, `(g, n, d)` in, `(g, n(n-1)/2)` out.

    The pairs are in the order of i, then of j. Each cosine is the one of `cosine_matrix` to the
    last bit, whatever other sets it is computed with. Small blocks of sets, which stay in a
    core's own memory while they are float64, are computed on all cores.
    """
    count, size, dimension = vectors.shape
    upper = np.triu_indices(size, k=1)
    found = np.empty((count, len(upper[0])))
    step = max(1, NUMBERS_AT_ONCE // max(1, size * dimension))

    def compute(first: int) -> None:
        some = slice(first, first + step)
        found[some] = cosine_matrix(vectors[some])[:, upper[0], upper[1]]

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for _done in threads.map(compute, range(0, count, step)):
            pass
    return found


def rank_of(similarities: NDArray[np.float64], i: int, j: int) -> int:
    """The place of pair (i, j) among the set's pairs, 1 for the least similar."""
    upper = similarities[np.triu_indices(len(similarities), k=1)]
    return 1 + int(np.count_nonzero(upper < similarities[min(i, j), max(i, j)]))
