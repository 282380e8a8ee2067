"""In how many of some cases something is so, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from real_desktop.core.intervals import Interval, wilson


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of` cases, which say as much as `effective` independent ones would."""

    count: int
    of: int
    effective: float

    @property
    def value(self) -> float:
        """The share from 0 to 1; 0 where there is no case."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> Interval:
        """The 95 % interval after Wilson; 0 to 1 where there is no case."""
        return wilson(self.value, self.effective)

    @property
    def words(self) -> str:
        """41 of 50 (82 %, 95 % interval 69 to 90 %)."""
        low, high = self.interval
        interval = f"{100 * low:.0f} to {100 * high:.0f} %"
        share = f"{100 * self.value:.0f} %"
        return f"{self.count:,} of {self.of:,} ({share}, 95 % interval {interval})"


def share_of(cases: Iterable[tuple[Hashable, bool]]) -> Share:
    """The share of the cases that are so, each with the group to which it belongs.

    Cases of one group, such as judgements of one prompt, are alike, so they are worth fewer
    independent ones: n / max(1, deff), where deff, the design effect, is the variance of the
    share between groups over that of as many independent cases. With y of the m cases of a group
    being so and a share p in all it is the sum of (y - p m)^2 over n p (1 - p): 1 where every
    case stands alone (Kish, Survey Sampling, 1965; Wilson's interval with it: Korn and Graubard,
    Survey Methodology 24 (1998), 193-201). Where all cases are alike, each group counts once.
    """
    groups: dict[Hashable, list[int]] = {}
    for group, is_so in cases:
        total = groups.setdefault(group, [0, 0])
        total[0] += is_so
        total[1] += 1
    count = sum(so for so, _size in groups.values())
    n = sum(size for _so, size in groups.values())
    if len(groups) == n or count in (0, n):
        return Share(count, n, len(groups))
    share = count / n
    between = sum((so - share * size) ** 2 for so, size in groups.values())
    effect = between / (n * share * (1 - share))
    return Share(count, n, n / max(1.0, effect))
