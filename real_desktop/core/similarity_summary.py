"""How similar all the pairs are, and whether that goes with their difference in length."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

EDGES = np.round(np.linspace(-1, 1, 101), 2)
"""The borders of the columns of a histogram of cosines."""

LEAST_VARIANCE = 1e-12
"""Less is what rounding leaves of sums over equal numbers."""


def counts_of(similarities: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many of them lie between each two EDGES; NaN lies nowhere."""
    known = similarities[np.isfinite(similarities)]
    return np.histogram(np.clip(known, -1, 1), EDGES)[0].astype(np.int64)


@dataclass(slots=True)
class SimilaritySummary:
    """Sums over pairs as they come, so that no pair is kept."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(EDGES) - 1, np.int64))
    _sums: NDArray[np.float64] = field(default_factory=lambda: np.zeros(6))

    def add(self, similarities: NDArray[np.float64], differences: NDArray[np.float64]) -> None:
        """Take in pairs, in one order in both; those without a similarity are passed over."""
        is_known = np.isfinite(similarities)
        x, y = similarities[is_known], differences[is_known]
        self.counts += counts_of(x)
        self._sums += [len(x), x.sum(), y.sum(), (x * x).sum(), (x * y).sum(), (y * y).sum()]

    @property
    def correlation(self) -> float | None:
        """Pearson's, of similarity and difference; None where one of them never varies."""
        n, x, y, xx, xy, yy = map(float, self._sums)
        if n < 2:
            return None
        similar, different = xx - x * x / n, yy - y * y / n
        if min(similar, different) < LEAST_VARIANCE * n:
            return None
        return max(-1.0, min(1.0, (xy - x * y / n) / math.sqrt(similar * different)))
