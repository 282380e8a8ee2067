"""A wish that a job rests for a while, and the place where it does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Pause:
    """Asked for and ended on any thread; the job's own thread rests in `rest`.

    Who runs a job calls `rest` between two of its reports. A job with work under way beside its
    reports looks at `is_wanted`, begins nothing new, and reports `runs_ahead` until all is done.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._may_go_on = threading.Event()
        self._may_go_on.set()
        self._rested = 0.0

    @property
    def is_wanted(self) -> bool:
        """Whether the job is to rest, or does so already."""
        return not self._may_go_on.is_set()

    def ask(self) -> None:
        """Let the job rest as soon as it can."""
        self._may_go_on.clear()

    def end(self) -> None:
        """Let the job go on."""
        self._may_go_on.set()

    def rest(self) -> None:
        """Wait, without any work, until the pause is ended; at once if none is wanted."""
        began = self._clock()
        self._may_go_on.wait()
        self._rested += self._clock() - began

    def working_seconds(self) -> float:
        """A clock that stands still during `rest`, for how long the work itself takes."""
        return self._clock() - self._rested
