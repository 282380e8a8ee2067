"""`representative`: two responses that are typical of the set and unlike each other (AEPO)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.strategy import Sets, pairs_of, size_of

DIVERSITY = 1.0
"""How much unlikeness counts against being typical: lambda of AEPO, arXiv 2405.13541."""

DECIMALS = 10
"""Sums that are equal but for the order of adding are equal."""


def representative(sets: Sets) -> NDArray[np.intp]:
    """The pair with the highest m(i) + m(j) - lambda * cos(i, j).

    m is the mean cosine of a response to all others of its set.
    """
    n = size_of(sets.similarities.shape[1])
    pairs = pairs_of(n)
    total = np.zeros((len(sets.similarities), n))
    for at, (i, j) in enumerate(pairs.tolist()):
        total[:, i] += sets.similarities[:, at]
        total[:, j] += sets.similarities[:, at]
    mean = total / (n - 1)
    score = mean[:, pairs[:, 0]] + mean[:, pairs[:, 1]] - DIVERSITY * sets.similarities
    score = np.round(score, DECIMALS)
    return np.asarray(np.argmax(np.where(sets.allowed, score, -np.inf), axis=1))
