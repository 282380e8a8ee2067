"""What a strategy is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray


def pairs_of(n: int) -> NDArray[np.intp]:
    """The p = n(n-1)/2 pairs of positions `(p, 2)`, i < j, in the order of i, then of j."""
    return np.stack(np.triu_indices(n, k=1), axis=1)


def size_of(pairs: int) -> int:
    """How many responses a set with so many pairs has."""
    return (1 + isqrt(1 + 8 * pairs)) // 2


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """g response sets of n distinct responses each, and their p pairs in the order of `pairs_of`.

    `similarities` `(g, p)` float64 are cosines, all finite, or all NaN for sets without
    vectors. `differences` `(g, p)` float64 are those of ln(1 + characters), not negative.
    `vectors` `(g, n, d)` have rows of unit length. `allowed` `(g, p)` are the pairs that may be
    chosen, at least one a set. `draws` `(g,)` are uniform in [0, 1), one for each set, the same
    on every machine.
    """

    similarities: NDArray[np.float64]
    differences: NDArray[np.float64]
    allowed: NDArray[np.bool_]
    draws: NDArray[np.float64]
    vectors: NDArray[np.floating] | None = None


ChooseOne = Callable[[Sets], NDArray[np.intp]]
"""From g sets to the index `(g,)` of one allowed pair in each; of equals, the lowest index."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule for one set at a time.

    Without `needs_vectors` it can be used on sets that are not embedded. It is given vectors and
    not only similarities if it `reads_vectors`, which are many to copy. `least` is how many
    distinct responses a set must have. `about` says in two sentences what the rule does and
    what is known about it.
    """

    choose: ChooseOne
    about: str
    needs_vectors: bool = True
    reads_vectors: bool = False
    least: int = 2


@dataclass(frozen=True, slots=True, eq=False)
class AllPairs:
    """c pairs of the sets of all prompts, those of one prompt together.

    `vectors` `(m, d)` float64 are those of the responses, `pairs` `(c, 2)` the rows of the two
    responses of each pair, and `prompts` `(c,)` the numbers of their prompts, ascending from 0.
    """

    vectors: NDArray[np.float64]
    pairs: NDArray[np.intp]
    prompts: NDArray[np.intp]

    def differences(self, some: NDArray[np.intp]) -> NDArray[np.float64]:
        """The difference vectors `(k, d)` of k of the pairs."""
        left, right = self.pairs[some].T
        return np.asarray(self.vectors[left] - self.vectors[right])


ChooseInAll = Callable[[AllPairs, int], Iterator[int]]
"""From all pairs, and how many a prompt may get, to the indexes of pairs in the order to ask."""


@dataclass(frozen=True, slots=True)
class WholeStrategy:
    """A rule that looks at all prompts at once, and that is stopped when enough is picked.

    It compares vectors. `least` and `about` are as in Strategy.
    """

    choose: ChooseInAll
    about: str
    least: int = 2

    @property
    def needs_vectors(self) -> bool:
        """Only sets that are embedded can be chosen from."""
        return True
