"""Hidden repeats: pairs that come back, to see whether they are answered as before."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

LEAST_DISTANCE = 20
"""A repeat stands at least so many places after the pair it repeats."""

SPREAD = 80
"""So much more at most, where the queue is long enough: who stops early meets repeats too."""


def repeat_count(pairs: int, share: float) -> int:
    """How many of so many pairs come back: the share, as far as the distance leaves room."""
    return min(wanted_repeats(pairs, share), max(0, pairs - LEAST_DISTANCE + 1))


def wanted_repeats(pairs: int, share: float) -> int:
    """The share of so many pairs, rounded."""
    return int(pairs * share + 0.5)


def pairs_within(budget: int, share: float) -> int:
    """How many pairs together with their repeats make up at most the budget."""

    def asked(pairs: int) -> int:
        return pairs + repeat_count(pairs, share)

    return bisect_right(range(budget + 1), budget, key=asked) - 1


def with_repeats(
    share: float, draws: NDArray[np.float64], later: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The order of a queue with its repeats, and which of the places are repeats.

    `draws` and `later` `(n,)` are uniform in [0, 1), one for each pair in the order of the
    queue: those with the lowest draws are repeated, and `later` says how much later. Only pairs
    are repeated after which the queue is long enough.
    """
    count = len(draws)
    repeated = np.argsort(draws[: max(0, count - LEAST_DISTANCE + 1)], kind="stable")
    repeated = repeated[: repeat_count(count, share)]
    # Directly after the pair that is 19 places later, a repeat is itself 20 places later.
    first = repeated + LEAST_DISTANCE - 1
    room = np.minimum(SPREAD, count - first)
    after = first + np.floor(later[repeated] * room).astype(np.intp)
    keys = np.concatenate([np.arange(count, dtype=np.float64), after + 0.25 + later[repeated] / 2])
    order = np.argsort(keys, kind="stable")
    return np.concatenate([np.arange(count), repeated])[order], order >= count
