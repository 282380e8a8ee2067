"""How sure a share, or a difference, is."""

from __future__ import annotations

from math import sqrt
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]
"""The lower and the upper end."""

Z_95 = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % on each side."""


def wilson(share: float, n: float) -> Interval:
    """The 95 % interval of a share of n cases after Wilson (1927); 0 to 1 where n is 0.

    It holds for few cases too and never leaves 0 to 1. `n` may be no whole number.
    """
    if not n:
        return 0.0, 1.0
    middle = share + Z_95 * Z_95 / (2 * n)
    half = Z_95 * sqrt(share * (1 - share) / n + Z_95 * Z_95 / (4 * n * n))
    scale = 1 + Z_95 * Z_95 / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def interval_of_difference(
    one: float, one_interval: Interval, other: float, other_interval: Interval
) -> Interval:
    """The interval of `one - other`, from two independent estimates with their intervals.

    With Wilson's intervals it is method 10 of Newcombe, "Interval estimation for the
    difference between independent proportions", Statistics in Medicine 17 (1998), 873-890.
    Zou and Donner, "Construction of confidence limits about effect measures", Statistics in
    Medicine 27 (2008), 1693-1702, show that it holds for other estimates, such as medians.
    """
    difference = one - other
    below = sqrt((one - one_interval[0]) ** 2 + (other_interval[1] - other) ** 2)
    above = sqrt((one_interval[1] - one) ** 2 + (other - other_interval[0]) ** 2)
    return difference - below, difference + above
