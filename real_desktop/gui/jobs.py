"""The job thread: one generator at a time, with its progress shown, and ways to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from real_desktop.core.pause import Pause
from real_desktop.core.progress import Progress

Job = Generator[Progress, None, Any]


class JobRunner(QObject):
    """Runs a job on its own thread; what happens there arrives as signals on the GUI thread.

    `ended` comes last and once for every job, after `finished`, `failed` or, when it was
    cancelled, alone. `pause_changed` comes when a pause is asked for or ended, and `rested` with
    the last report when the job has come to rest.
    """

    started = Signal()
    progressed = Signal(object)
    pause_changed = Signal()
    rested = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    _reported = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._is_cancelled = threading.Event()
        self._pause: Pause | None = None
        self._then: Callable[[Any], None] | None = None
        self._reported.connect(self._take)

    @property
    def is_running(self) -> bool:
        """Whether a job is under way."""
        return self._thread is not None

    @property
    def can_pause(self) -> bool:
        """Whether a job is under way that was started with a pause."""
        return self.is_running and self._pause is not None

    @property
    def is_pausing(self) -> bool:
        """Whether the job rests, or is to as soon as it can."""
        return self.is_running and self._pause is not None and self._pause.is_wanted

    def start(
        self, job: Job, then: Callable[[Any], None] | None = None, pause: Pause | None = None
    ) -> None:
        """Run the job; `then` gets its result on the GUI thread. Raises RuntimeError if busy.

        With a `pause`, which the job may know too, it can be paused.
        """
        if self.is_running:
            raise RuntimeError("a job is running already")
        self._is_cancelled.clear()
        self._then, self._pause = then, pause
        self._thread = threading.Thread(
            target=self._run, args=(job, pause or Pause()), name="job", daemon=True
        )
        self._thread.start()
        self.started.emit()

    def toggle_pause(self) -> None:
        """Let the job rest at its next report with nothing under way, or let it go on."""
        if self._pause is None or not self.is_running or self.was_cancelled:
            return
        if self._pause.is_wanted:
            self._pause.end()
        else:
            self._pause.ask()
        self.pause_changed.emit()

    def cancel(self) -> None:
        """Stop the job at its next report; what it finished so far stays."""
        self._is_cancelled.set()
        if self._pause:
            self._pause.end()

    @property
    def was_cancelled(self) -> bool:
        """Whether the last job was asked to stop, even if it had come to its end by then."""
        return self._is_cancelled.is_set()

    def stop(self) -> None:
        """Cancel and wait until the job has ended. Nothing that was to follow it does."""
        self.cancel()
        if self._thread:
            self._thread.join()
            self._then = None

    def _run(self, job: Job, pause: Pause) -> None:
        try:
            self._reported.emit(*self._drain(job, pause))
        except Exception as error:
            self._reported.emit("failed", error)

    def _drain(self, job: Job, pause: Pause) -> tuple[str, object]:
        try:
            while not self._is_cancelled.is_set():
                report = next(job)
                self._reported.emit("progressed", report)
                if pause.is_wanted and not report.runs_ahead:
                    self._reported.emit("rested", report)
                    pause.rest()
        except StopIteration as finished:
            return "finished", finished.value
        finally:
            job.close()
        return "cancelled", None

    def _take(self, kind: str, what: object) -> None:
        if kind == "progressed":
            self.progressed.emit(what)
            return
        if kind == "rested":
            if self.is_pausing:
                self.rested.emit(what)
            return
        self._thread, then, self._then = None, self._then, None
        try:
            if kind == "failed":
                self.failed.emit(what)
            elif kind == "finished":
                self.finished.emit(what)
                if then:
                    then(what)
        finally:
            self.ended.emit()
