"""How often two judges say the same, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from real_desktop.core.records import Outcome

Z_95 = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % on each side."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """In how many of the compared judgements two judges say the same."""

    compared: int
    agree: int

    @property
    def share(self) -> float:
        """The share of equal judgements, from 0 to 1; 0 where none was compared."""
        return self.agree / self.compared if self.compared else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share after Wilson (1927); 0 to 1 where none was compared.

        It holds for few judgements too and never leaves 0 to 1.
        """
        n, p, z = self.compared, self.share, Z_95
        if not n:
            return 0.0, 1.0
        middle = p + z * z / (2 * n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        scale = 1 + z * z / n
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)

    @property
    def words(self) -> str:
        """41 of 50 (82 %, 95 % interval 69 to 90 %)."""
        low, high = self.interval
        share = f"{100 * self.share:.0f} %"
        interval = f"{100 * low:.0f} to {100 * high:.0f} %"
        return f"{self.agree:,} of {self.compared:,} ({share}, 95 % interval {interval})"


def agreement(said: Iterable[tuple[Outcome, Outcome]]) -> Agreement:
    """Compare what two judges said of the same responses in the same order."""
    pairs = list(said)
    return Agreement(len(pairs), sum(one is other for one, other in pairs))


def decisive_agreement(said: Iterable[tuple[Outcome, Outcome]]) -> Agreement:
    """The same where both say which response is better."""
    return agreement(pair for pair in said if all(one.is_decisive for one in pair))
