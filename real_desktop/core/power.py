"""How many judgements it takes to see a difference."""

from __future__ import annotations

from math import ceil, sqrt

from real_desktop.core.intervals import Z_95

POWER = 0.8
Z_POWER = 0.8416212335729143
"""The quantile of the normal distribution with 80 % under it."""


def controls_needed(control: float, selected: float, ratio: float) -> int:
    """Control judgements after which two shares are seen to differ with a chance of 80 %.

    `ratio` is how many judgements of selected pairs come to each of a control pair; the test is
    two-sided at 5 %. Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd
    edition (2003), section 4.3, for samples of unequal sizes, without the correction for
    continuity, since the interval that is looked at has none. The shares must differ.
    """
    pooled = (control + ratio * selected) / (ratio + 1)
    chance = Z_95 * sqrt((ratio + 1) * pooled * (1 - pooled))
    seen = Z_POWER * sqrt(ratio * control * (1 - control) + selected * (1 - selected))
    return ceil((chance + seen) ** 2 / (ratio * (control - selected) ** 2))
