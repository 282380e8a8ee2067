"""Krippendorff's alpha: agreement of any number of judges, over that of chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.intervals import Interval

RESAMPLES = 2_000

Counts = NDArray[np.int64]
"""How many judges gave each value to each unit: (units, values), at least two judges a unit."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """1 where all agree, 0 where they agree as often as by chance, with its 95 % interval.

    None where it is not defined: no unit has two judges, or all say the same of every unit.
    """

    units: int
    value: float | None = None
    interval: Interval | None = None


def nominal_alpha(counts: Counts) -> Alpha:
    """Alpha of values that are alike or not, and no more.

    The interval is the percentile bootstrap over units (Efron and Tibshirani, An Introduction to
    the Bootstrap, 1993, chapter 13), with the same draws for the same counts.
    """
    import krippendorff

    units = len(counts)
    if not units or np.count_nonzero(counts.sum(axis=0)) < 2:
        return Alpha(units)
    value = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    return Alpha(units, float(value), _bootstrap(counts))


def _bootstrap(counts: Counts) -> Interval | None:
    """Units with the same counts are drawn together: there are few kinds of them."""
    kinds, times = np.unique(counts, axis=0, return_counts=True)
    draws = np.random.default_rng(0).multinomial(len(counts), times / len(counts), RESAMPLES)
    alphas = _alphas(kinds, draws)
    known = alphas[np.isfinite(alphas)]
    if len(counts) < 2 or not len(known):
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _alphas(kinds: Counts, draws: NDArray[np.integer]) -> NDArray[np.float64]:
    """Alpha of each resample `(r, kinds)` of units, NaN where it is not defined.

    1 - (n - 1) sum_u (m_u^2 - sum_c n_uc^2) / (m_u - 1) / (n^2 - sum_c n_c^2): Krippendorff,
    Content Analysis, 2nd edition (2004), section 11.3, for nominal values.
    """
    judges = kinds.sum(axis=1)
    apart = (judges**2 - (kinds**2).sum(axis=1)) / (judges - 1)
    of_values = draws @ kinds
    n = of_values.sum(axis=1).astype(np.float64)
    by_chance = n**2 - (of_values.astype(np.float64) ** 2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (n - 1) * (draws @ apart) / by_chance)
