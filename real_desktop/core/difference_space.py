"""The few directions in which the responses of a prompt differ most, over all prompts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.similarity import Vectors

DIMENSIONS = 64

NUMBERS_AT_ONCE = 4_000_000


def in_difference_space(
    groups: Sequence[Vectors], dimensions: int = DIMENSIONS
) -> list[NDArray[np.float64]]:
    """Vectors of sets, `(g, n, d)` each, as `(g, n, r)` with r at most `dimensions`.

    The rows are brought to unit length first. The directions kept are the principal ones of the
    differences of all pairs: the eigenvectors of the sum of their outer products with the
    greatest eigenvalues. Their signs are open, and lengths and angles do not depend on them.
    Vectors that have no more dimensions stay as they are, but for their length.
    """
    if not groups or groups[0].shape[2] <= dimensions:
        return [_unit(one) for one in groups]
    _values, directions = np.linalg.eigh(_sum_of_outer_products(groups))
    kept = directions[:, -dimensions:]
    return [np.concatenate([some @ kept for some in _unit_blocks(one)]) for one in groups]


def _sum_of_outer_products(groups: Sequence[Vectors]) -> NDArray[np.float64]:
    """That of the differences: for a set of n with the sum s it is n * sum of x xT - s sT."""
    dimension = groups[0].shape[2]
    found = np.zeros((dimension, dimension))
    for group in groups:
        for block in _unit_blocks(group):
            rows, sums = block.reshape(-1, dimension), block.sum(axis=1)
            found += block.shape[1] * (rows.T @ rows) - sums.T @ sums
    return found


def _unit_blocks(group: Vectors) -> Iterator[NDArray[np.float64]]:
    step = max(1, NUMBERS_AT_ONCE // (group.shape[1] * group.shape[2]))
    for first in range(0, len(group), step):
        yield _unit(group[first : first + step])


def _unit(vectors: Vectors) -> NDArray[np.float64]:
    rows = vectors.astype(np.float64)
    rows /= np.sqrt(np.einsum("gnd,gnd->gn", rows, rows))[..., None]
    return np.asarray(rows)
