"""`informative`: over all prompts, the pairs whose differences cover the most directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.strategy import AllPairs

AT_ONCE = 16_384
"""So many pairs are computed before it is asked again which could still matter."""

MOST_AT_ONCE = 4 * AT_ONCE
"""If no more than so many could matter, all of them are computed."""

BLOCK = 64
"""So many differences are multiplied at a time: they stay in the fastest memory, and a product so
small is not spread over threads, which wait for each other longer than it takes.
"""

POOL = 2_048
"""How many pairs are kept exact from pick to pick."""

DIGITS = 12
"""Gains that are equal to so many places are equal: the rest depends on a machine's BLAS."""

CLOSED = -1.0
"""In the place of a gain, where a pair can no longer be picked."""


def informative(pairs: AllPairs, pairs_per_prompt: int = 1) -> Iterator[int]:
    """The indexes of pairs, each the one that adds most when it is picked; the lowest of equals.

    A pair with the difference vector d adds log(1 + dT A^-1 d) to the log determinant of A,
    which is the sum of d dT over the pairs picked before it (a D-optimal design), plus a ridge
    that weighs as much as one average pair. A prompt gets at most `pairs_per_prompt` pairs.

    This is the exact greedy choice. What a pair adds only shrinks as others are picked, so what
    it once added bounds it from above, and most pairs are computed again only a few times.
    """
    if not len(pairs.pairs):
        return
    greedy = _Greedy.begin(pairs, pairs_per_prompt)
    while greedy.bounds.max() > CLOSED:
        yield from greedy.picks_of_a_pool()


@dataclass(slots=True)
class _Greedy:
    """`bounds` `(c,)` is dT A^-1 d as last computed, so no less than now; `matrix` is A; `left`
    is how many more pairs each prompt may get.
    """

    pairs: AllPairs
    left: NDArray[np.int64]
    bounds: NDArray[np.float64]
    matrix: NDArray[np.float64]

    @classmethod
    def begin(cls, pairs: AllPairs, pairs_per_prompt: int) -> _Greedy:
        squares = _quadratic(pairs, np.arange(len(pairs.pairs)), None)
        dimension = pairs.vectors.shape[1]
        ridge = float(squares.mean()) / dimension or 1.0
        left = np.full(1 + int(pairs.prompts[-1]), pairs_per_prompt)
        return cls(pairs, left, squares / ridge, ridge * np.eye(dimension))

    def picks_of_a_pool(self) -> Iterator[int]:
        """Pick until a pair outside the pool might add as much as the best one in it."""
        inverse = np.asarray(np.linalg.inv(self.matrix), np.float64)
        pool, outside = self._pool(inverse)
        differences, values = self.pairs.differences(pool), self.bounds[pool]
        prompts, gains = self.pairs.prompts[pool], _gains(values)
        while gains[best := int(np.argmax(gains))] > outside:
            yield int(pool[best])
            difference, value = differences[best], values[best]
            self.matrix += np.outer(difference, difference)
            # Sherman and Morrison: A^-1 and every dT A^-1 d lose a product of two known vectors.
            change = inverse @ difference
            inverse -= np.outer(change, change) / (1 + value)
            shrunk = values - (differences @ change) ** 2 / (1 + value)
            values = np.where(values == CLOSED, CLOSED, np.maximum(shrunk, 0))
            values[best] = self.bounds[pool[best]] = CLOSED
            if self._is_full(int(prompts[best])):
                values[prompts == prompts[best]] = CLOSED
            gains = _gains(values)
        self.bounds[pool] = values

    def _is_full(self, prompt: int) -> bool:
        """Count a pick of this prompt, and close its pairs if it was the last one."""
        self.left[prompt] -= 1
        if self.left[prompt]:
            return False
        first, end = np.searchsorted(self.pairs.prompts, [prompt, prompt + 1])
        self.bounds[first:end] = CLOSED
        return True

    def _pool(self, inverse: NDArray[np.float64]) -> tuple[NDArray[np.intp], float]:
        """The pairs that add most now, in order of index, and what any other adds at most.

        Pairs that add the same are all in the pool or all outside.
        """
        stale, computed, least = self.bounds.copy(), np.empty(0, np.intp), CLOSED
        # The margin keeps those that add the same as the last of the pool but for rounding.
        while len(some := np.flatnonzero(stale > least - 2 * 10.0**-DIGITS * (1 + least))):
            if len(some) > MOST_AT_ONCE:
                some = np.sort(some[np.argpartition(stale[some], -AT_ONCE)[-AT_ONCE:]])
            self.bounds[some] = _quadratic(self.pairs, some, inverse)
            stale[some] = CLOSED
            computed = np.concatenate([computed, some])
            if len(computed) > POOL:
                least = np.partition(self.bounds[computed], -POOL)[-POOL]
        gains = _gains(self.bounds[computed])
        is_in = gains >= _gains(least)
        outside = max(float(_gains(stale.max())), float(gains[~is_in].max(initial=CLOSED)))
        return np.sort(computed[is_in]), outside


def _gains(values: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """What pairs add, from dT A^-1 d; CLOSED stays CLOSED."""
    gains = np.round(np.log1p(np.maximum(values, 0)), DIGITS)
    return np.where(values == CLOSED, CLOSED, gains)


def _quadratic(
    pairs: AllPairs, some: NDArray[np.intp], inverse: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """dT A^-1 d of some pairs, or dT d without a matrix, in blocks."""
    found = np.empty(len(some))
    for first in range(0, len(some), BLOCK):
        block = slice(first, first + BLOCK)
        rows = pairs.differences(some[block])
        left = rows if inverse is None else rows @ inverse
        found[block] = np.einsum("cd,cd->c", left, rows)
    return np.maximum(found, 0)
