"""`decisive`: of the less similar half of the pairs, the one whose lengths differ most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.ranking import least_similar
from real_desktop.core.strategies.strategy import Sets

FEWEST = 2


def decisive(sets: Sets) -> NDArray[np.intp]:
    """Of the max(2, floor(M / 2)) least similar of M pairs, that with the largest difference."""
    half = np.maximum(FEWEST, sets.allowed.sum(axis=1) // 2)
    kept = least_similar(sets.similarities, sets.allowed, half)
    return np.asarray(np.argmax(np.where(kept, sets.differences, -1.0), axis=1))
