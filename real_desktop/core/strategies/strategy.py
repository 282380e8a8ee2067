"""What a strategy is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ChooseTwo = Callable[[NDArray[np.float64], Sequence[int], np.random.Generator], tuple[int, int]]
"""From the cosine matrix `(n, n)`, the lengths in characters and a seeded generator to the
positions `(i, j)`, `i < j`, of two responses. Called with n >= 2 distinct responses."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule, and whether it can be used on sets that are not embedded.

    Without vectors the matrix is all NaN; with them every entry is finite.
    """

    choose: ChooseTwo
    needs_vectors: bool
