"""The job thread: one generator at a time, with its progress shown and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from real_desktop.core.progress import Progress

Job = Generator[Progress, None, Any]


class JobRunner(QObject):
    """Runs a job on its own thread; what happens there arrives as signals on the GUI thread.

    `ended` comes last and once for every job, after `finished`, `failed` or, when it was
    cancelled, alone.
    """

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    _reported = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._is_cancelled = threading.Event()
        self._then: Callable[[Any], None] | None = None
        self._reported.connect(self._take)

    @property
    def is_running(self) -> bool:
        """Whether a job is under way."""
        return self._thread is not None

    def start(self, job: Job, then: Callable[[Any], None] | None = None) -> None:
        """Run the job; `then` gets its result on the GUI thread. Raises RuntimeError if busy."""
        if self.is_running:
            raise RuntimeError("a job is running already")
        self._is_cancelled.clear()
        self._then = then
        self._thread = threading.Thread(target=self._run, args=(job,), name="job", daemon=True)
        self._thread.start()
        self.started.emit()

    def cancel(self) -> None:
        """Stop the job at its next report; what it finished so far stays."""
        self._is_cancelled.set()

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

    def _run(self, job: Job) -> None:
        try:
            self._reported.emit(*self._drain(job))
        except Exception as error:
            self._reported.emit("failed", error)

    def _drain(self, job: Job) -> tuple[str, object]:
        try:
            while not self._is_cancelled.is_set():
                self._reported.emit("progressed", next(job))
        except StopIteration as finished:
            return "finished", finished.value
        finally:
            job.close()
        return "cancelled", None

    def _take(self, kind: str, what: object) -> None:
        if kind == "progressed":
            self.progressed.emit(what)
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
