"""A job that a newer one replaces: for what is asked again while it is still being answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from real_desktop.gui.jobs import Job, JobRunner


class LatestJob(QObject):
    """Runs the job that was asked for last; nothing is heard of one that was replaced."""

    progressed = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = JobRunner(self)
        self._waiting: tuple[Job, Callable[[Any], None]] | None = None
        self._jobs.progressed.connect(self._tell_progress)
        self._jobs.failed.connect(self._tell_failure)
        self._jobs.ended.connect(self._start_waiting)

    @property
    def is_running(self) -> bool:
        """Whether a job is under way, even if nobody waits for it any more."""
        return self._jobs.is_running

    def start(self, job: Job, then: Callable[[Any], None]) -> None:
        """Run the job as soon as the one before has stopped; `then` gets its result."""
        self._waiting = job, then
        self._jobs.cancel()
        self._start_waiting()

    def drop(self) -> None:
        """Stop what runs at its next report, without waiting for that."""
        self._waiting = None
        self._jobs.cancel()

    def stop(self) -> None:
        """Stop what runs and wait until it has ended."""
        self._waiting = None
        self._jobs.stop()

    def _start_waiting(self) -> None:
        if self._waiting is None or self._jobs.is_running:
            return
        (job, then), self._waiting = self._waiting, None
        self._jobs.start(job, partial(self._finish, then))

    def _finish(self, then: Callable[[Any], None], result: object) -> None:
        if not self._jobs.was_cancelled:
            then(result)

    def _tell_progress(self, progress: object) -> None:
        if not self._jobs.was_cancelled:
            self.progressed.emit(progress)

    def _tell_failure(self, error: object) -> None:
        if not self._jobs.was_cancelled:
            self.failed.emit(error)
