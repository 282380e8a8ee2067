"""`random`: any two responses of the set, each pair as likely as every other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def random_pair(
    similarities: NDArray[np.float64], _lengths: Sequence[int], rng: np.random.Generator
) -> tuple[int, int]:
    """A uniform draw over the n(n-1)/2 pairs."""
    rows, columns = np.triu_indices(len(similarities), k=1)
    drawn = int(rng.integers(len(rows)))
    return int(rows[drawn]), int(columns[drawn])
