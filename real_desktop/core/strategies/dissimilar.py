"""`dissimilar`: the least similar pair of the set, the method of REAL (arXiv 2409.17169)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.strategy import Sets


def dissimilar(sets: Sets) -> NDArray[np.intp]:
    """The pair with the lowest cosine."""
    return np.asarray(np.argmin(np.where(sets.allowed, sets.similarities, np.inf), axis=1))
