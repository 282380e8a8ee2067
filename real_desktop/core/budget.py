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


def first_steps(picks: Picks, draws: NDArray[np.float64], steps: int, most: int) -> Picks:
    """The first picks of a strategy that looks at all prompts at once, `most` in all.

    The control is spread evenly: `draws` `(n,)`, uniform in [0, 1), say where a pick of it would
    stand among the `steps` that the strategy would make if nothing stopped it.
    """
    keys = np.where(picks["is_control"], draws, (picks["step"] + 0.5) / max(1, steps))
    order = np.lexsort((picks["place"], keys))[:most]
    found: Picks = picks[np.sort(order)]
    return found
