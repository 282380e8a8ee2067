"""Response sets of one size, side by side in arrays, so that they are computed at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.strategies.strategy import pairs_of


@dataclass(frozen=True, slots=True, eq=False)
class EqualSets:
    """g sets of n distinct responses each, in the order of their positions.

    `places` `(g,)` say which prompt of the project it is, counted in the order of import, and
    `uuids` are those of the prompts. `response_ids`, `characters` and `text_hashes` (as `S64`)
    are `(g, n)`; `vectors` are `(g, n, d)`, finite and not zero, or None where a set is not
    embedded to its end. `asked` `(g, p)` are the pairs, in the order of `pairs_of`, that are in
    a queue already.
    """

    places: NDArray[np.int64]
    uuids: tuple[str, ...]
    response_ids: NDArray[np.int64]
    characters: NDArray[np.int64]
    text_hashes: NDArray[np.bytes_]
    asked: NDArray[np.bool_]
    vectors: NDArray[np.floating] | None = None

    @property
    def size(self) -> int:
        """How many responses each set has."""
        return int(self.response_ids.shape[1])

    def differences(self) -> NDArray[np.float64]:
        """Those of ln(1 + characters), `(g, p)`."""
        pairs, logarithms = pairs_of(self.size), np.log1p(self.characters)
        return np.asarray(np.abs(logarithms[:, pairs[:, 0]] - logarithms[:, pairs[:, 1]]))


def pair_index(n: int, i: int, j: int) -> int:
    """Where the pair of positions stands among those of a set of n, in the order of `pairs_of`."""
    low, high = min(i, j), max(i, j)
    return low * n - low * (low + 1) // 2 + high - low - 1
