"""`balanced`: any of the pairs that are both little alike and of different lengths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.random_pair import nth_allowed
from real_desktop.core.strategies.ranking import least_similar, ranks
from real_desktop.core.strategies.strategy import Sets


def balanced(sets: Sets) -> NDArray[np.intp]:
    """A draw from the third of the pairs with the highest sum of two ranks.

    The ranks are those of 1 - cosine and of the difference of lengths; of M pairs ceil(M / 3)
    are in the third.
    """
    score = ranks(-sets.similarities, sets.allowed) + ranks(sets.differences, sets.allowed)
    third = -(-sets.allowed.sum(axis=1) // 3)
    top = least_similar(-score.astype(np.float64), sets.allowed, third)
    return nth_allowed(top, sets.draws)
