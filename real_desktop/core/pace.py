"""How fast a job goes, and how long it will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW_S = 20.0


class Pace:
    """The rate over the last 20 seconds, from reports of how much is done."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._reports: deque[tuple[float, int]] = deque()
        self._held_at: float | None = None

    def report(self, done: int) -> None:
        """Take in how much is done by now; less than before starts again."""
        if self._reports and done < self._reports[-1][1]:
            self._reports.clear()
        now = self._clock()
        self._reports.append((now, done))
        while len(self._reports) > 2 and now - self._reports[0][0] > WINDOW_S:
            self._reports.popleft()

    def hold(self) -> None:
        """From now on time does not count, until `go_on`."""
        if self._held_at is None:
            self._held_at = self._clock()

    def go_on(self) -> None:
        """Time counts again; the rate is what it was before the hold."""
        if self._held_at is not None:
            gone, self._held_at = self._clock() - self._held_at, None
            self._reports = deque((at + gone, done) for at, done in self._reports)

    @property
    def per_second(self) -> float | None:
        """How much is done in a second; None while that cannot be told."""
        if len(self._reports) < 2:
            return None
        (began, first), (ended, last) = self._reports[0], self._reports[-1]
        return (last - first) / (ended - began) if last > first and ended > began else None

    def seconds_left(self, total: int) -> float | None:
        """How long the rest takes at this rate; None while that cannot be told."""
        rate = self.per_second
        return (total - self._reports[-1][1]) / rate if rate else None


def pace_in_words(per_second: float) -> str:
    """A rate as people say it: "28 a second", "2.5 a second", "one every 4 s"."""
    if per_second >= 10:
        return f"{per_second:,.0f} a second"
    if per_second >= 1:
        return f"{per_second:.1f} a second"
    return f"one every {in_words(1 / per_second)}"


def in_words(seconds: float) -> str:
    """A duration as people say it: "40 s", "3 min 20 s", "2 h 05 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s" if whole < 600 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
