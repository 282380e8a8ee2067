"""`random-dissimilar`: any pair of a set but the most similar quarter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.random_pair import nth_allowed
from real_desktop.core.strategies.ranking import least_similar
from real_desktop.core.strategies.strategy import Sets


def random_dissimilar(sets: Sets) -> NDArray[np.intp]:
    """A uniform draw after floor(M / 4) most similar of M pairs are left out."""
    counts = sets.allowed.sum(axis=1)
    kept = least_similar(sets.similarities, sets.allowed, counts - counts // 4)
    return nth_allowed(kept, sets.draws)
