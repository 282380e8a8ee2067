"""The middle of some numbers, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, sqrt
from statistics import median

from real_desktop.core.intervals import Z_95, Interval

LARGEST_EXACT = 1000


@dataclass(frozen=True, slots=True)
class Median:
    """The median of n numbers with its 95 % interval.

    None where there is no number, and no interval where there are fewer than six: no two of
    five numbers enclose the median that surely.
    """

    n: int
    value: float | None = None
    interval: Interval | None = None


def median_of(numbers: Iterable[float]) -> Median:
    """The median, with the interval between two of the numbers that holds for any distribution."""
    ordered = sorted(numbers)
    n = len(ordered)
    if not n:
        return Median(0)
    rank = lower_rank(n)
    interval = (ordered[rank - 1], ordered[n - rank]) if rank else None
    return Median(n, median(ordered), interval)


def lower_rank(n: int) -> int:
    """The place, from 1, of the number at the lower end; at the upper end as many places in.

    It is the largest r with P(X < r) <= 2.5 % for X of the binomial distribution of n and 1/2
    (Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2), by the normal
    distribution for more than 1,000 numbers. 0 where there is none, for fewer than six.
    """
    if n > LARGEST_EXACT:
        return floor(n / 2 - Z_95 * sqrt(n) / 2)
    below, ways, rank = 0, 1, 0
    while 40 * (below + ways) <= 1 << n:
        below += ways
        rank += 1
        ways = ways * (n - rank + 1) // rank
    return rank
