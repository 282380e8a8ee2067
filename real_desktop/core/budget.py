"""The picks that a budget has room for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.choosing import Picks


def within_budget(picks: Picks, prompts: NDArray[np.intp], most: int) -> Picks:
    """The first picks of the first of these prompts, `most` in all.

    `prompts` are places in the order of preference; what is no place among them gets nothing.
    The last prompt that gets a pair may get fewer than it could.
    """
    if not len(picks):
        return picks
    last = np.iinfo(np.int64).max
    rank = np.full(1 + int(picks["place"].max()), last)
    known = prompts[prompts < len(rank)]
    rank[known] = np.arange(len(known))
    ranks = rank[picks["place"]]
    order = np.lexsort((picks["turn"], ranks))[:most]
    found: Picks = picks[order[ranks[order] < last]]
    return found
