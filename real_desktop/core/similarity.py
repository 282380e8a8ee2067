"""Similarity of responses: the cosine of their embeddings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating]

DIGITS = 12


def cosine_matrix(vectors: Vectors) -> NDArray[np.float64]:
    """All cosines of a set, `(n, d)` in, `(n, n)` float64 out.

    Computed in float64 and rounded to `DIGITS` places: the places after those depend on the
    order in which a machine's BLAS adds, and would decide between equally similar pairs.
    Vectors need not be of unit length; a zero or non-finite row gives NaN.
    """
    rows = np.asarray(vectors, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        # Adding zero makes -0.0 the 0.0 as which SQLite gives it back.
        return np.asarray(np.round(unit @ unit.T, DIGITS) + 0.0, dtype=np.float64)


def rank_of(similarities: NDArray[np.float64], i: int, j: int) -> int:
    """The place of pair (i, j) among the set's pairs, 1 for the least similar."""
    upper = similarities[np.triu_indices(len(similarities), k=1)]
    return 1 + int(np.count_nonzero(upper < similarities[min(i, j), max(i, j)]))
