"""How long a pair was on the screen, and how long somebody was there to look at it."""

from __future__ import annotations

import time
from collections.abc import Callable

IDLE_AFTER_S = 30.0


class Stopwatch:
    """Elapsed and active time since `start`, by the monotonic clock.

    Active time stops while the window is not in front, and 30 s after the last sign of
    activity; elapsed time does not.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._is_in_front = True
        self.start()

    def start(self) -> None:
        """Begin again at zero, with somebody there if the window is in front."""
        self._started = self._counted_to = self._last_sign = self._clock()
        self._active = 0.0

    def note_activity(self) -> None:
        """A key, a click, a scroll: somebody is there."""
        self._count()
        self._last_sign = self._clock()

    def set_in_front(self, is_in_front: bool) -> None:  # noqa: FBT001 - a plain setter
        """The window came to the front or left it."""
        self._count()
        self._is_in_front = is_in_front
        self._last_sign = self._clock()

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the start."""
        return round((self._clock() - self._started) * 1000)

    @property
    def active_ms(self) -> int:
        """Milliseconds since the start in which somebody was there."""
        self._count()
        return round(self._active * 1000)

    def _count(self) -> None:
        now = self._clock()
        if self._is_in_front:
            until = min(now, self._last_sign + IDLE_AFTER_S)
            self._active += max(0.0, until - self._counted_to)
        self._counted_to = now
