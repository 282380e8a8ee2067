"""Which prompts to ask about first so that all kinds of them are met."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DIGITS = 5


def by_coverage(means: NDArray[np.floating], most: int) -> NDArray[np.intp]:
    """The first `most` rows of `(n, d)` so that none is far from all of those: k-center.

    Greedy after Gonzalez (1985): the first is the row nearest to the mean of all, each further
    one the row that is farthest from those before, at most twice as far as in the best choice.
    Distances are rounded to `DIGITS` places, and of equal ones the lower row is taken, so that
    the order does not depend on the machine.
    """
    rows = np.asarray(means, np.float32)
    count = min(most, len(rows))
    chosen = np.empty(count, np.intp)
    if not count:
        return chosen
    squares = np.einsum("nd,nd->n", rows, rows)
    centre = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    chosen[0] = np.argmin(_distances(rows, squares, centre))
    nearest = np.full(len(rows), np.inf, np.float32)
    for at in range(1, count):
        last = chosen[at - 1]
        np.minimum(nearest, _distances(rows, squares, rows[last]), out=nearest)
        nearest[last] = -1
        chosen[at] = np.argmax(nearest)
    return chosen


def _distances(
    rows: NDArray[np.float32], squares: NDArray[np.float32], one: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The squared distances `(n,)` of all rows to one."""
    found = squares - 2 * (rows @ one) + np.dot(one, one)
    return np.asarray(np.round(np.maximum(0, found), DIGITS))
