"""Whether two ways to embed choose the same pairs, and if not, by how little they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from real_desktop.core.similarity import cosine_matrix
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.strategies.strategy import Sets, pairs_of


def cosines(one, other):
    """The cosine of each row of one `(n, d)` to that of the other, in float64."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    return np.sum(one * other, 1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


@dataclass(frozen=True)
class SameChoices:
    """How many `sets` there are, and of each in which the choices differ how much it matters.

    `losses` say by how much the pair of the other way is more similar than the least similar
    one, as the first way measures it. `shifts` say how far the two ways are apart in the
    similarity of any pair of any set.
    """

    sets: int
    losses: list[float] = field(default_factory=list)
    shifts: list[float] = field(default_factory=list)

    @property
    def same(self):
        return 1 - len(self.losses) / self.sets

    def __str__(self):
        losses, shifts = np.array(self.losses or [0.0]), np.array(self.shifts)
        return (
            f"other pair in {len(self.losses)} of {self.sets} sets ({1 - self.same:.2%}); it is"
            f" more similar by {np.median(losses):.5f} in the median, {losses.max():.5f} at most;"
            f" all similarities: {np.median(shifts):.5f} apart in the median,"
            f" {np.quantile(shifts, 0.99):.5f} at p99, {shifts.max():.5f} at most"
        )


def compared(first, other, sizes: Sequence[int]) -> SameChoices:
    """The choices of `dissimilar` by two ways, whose rows are those of sets of these sizes."""
    found = SameChoices(len(sizes))
    for start, end in pairwise(np.cumsum([0, *sizes])):
        exact, shifted = cosine_matrix(first[start:end]), cosine_matrix(other[start:end])
        chosen, also = _choice(exact), _choice(shifted)
        if chosen != also:
            found.losses.append(float(exact[also] - exact[chosen]))
        upper = np.triu_indices(end - start, k=1)
        found.shifts.extend(np.abs(exact - shifted)[upper].tolist())
    return found


def _choice(similarities):
    """The pair of positions that the default strategy asks about."""
    pairs = pairs_of(len(similarities))
    cosines = similarities[pairs[:, 0], pairs[:, 1]][None]
    every = np.ones(cosines.shape, np.bool_)
    sets = Sets(cosines, np.zeros(cosines.shape), every, np.zeros(1))
    i, j = pairs[int(STRATEGIES["dissimilar"].choose(sets)[0])]
    return int(i), int(j)
