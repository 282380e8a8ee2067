"""`random`: any two responses of the set, each pair as likely as every other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.strategy import Sets


def random_pair(sets: Sets) -> NDArray[np.intp]:
    """A uniform draw over the allowed pairs."""
    return nth_allowed(sets.allowed, sets.draws)


def nth_allowed(allowed: NDArray[np.bool_], draws: NDArray[np.float64]) -> NDArray[np.intp]:
    """The index `(g,)` of one true place a row of `(g, p)`, drawn by numbers `(g,)` in [0, 1)."""
    counts = np.cumsum(allowed, axis=1)
    wanted = 1 + np.floor(draws * counts[:, -1]).astype(np.intp)
    return np.asarray(np.argmax(counts >= wanted[:, None], axis=1))
