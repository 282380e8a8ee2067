"""`dissimilar`: the least similar pair of the set, the method of REAL (arXiv 2409.17169)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def dissimilar(
    similarities: NDArray[np.float64], _lengths: Sequence[int], _rng: np.random.Generator
) -> tuple[int, int]:
    """The pair with the lowest cosine; of equal ones, the lower pair of positions."""
    rows, columns = np.triu_indices(len(similarities), k=1)
    lowest = int(np.argmin(similarities[rows, columns]))
    return int(rows[lowest]), int(columns[lowest])
