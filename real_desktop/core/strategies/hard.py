"""`hard`: the most similar pair of the set, for studies of what people cannot tell apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.strategy import Sets

DUPLICATE = 1 - 1e-6
"""Two texts as similar as that are the same to the model."""


def hard(sets: Sets) -> NDArray[np.intp]:
    """The highest cosine that is not a duplicate's; where all are, the first of them."""
    is_usable = sets.allowed & (sets.similarities < DUPLICATE)
    is_usable = np.where(is_usable.any(axis=1, keepdims=True), is_usable, sets.allowed)
    return np.asarray(np.argmax(np.where(is_usable, sets.similarities, -np.inf), axis=1))
