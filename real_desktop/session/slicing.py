"""Long reading on the project thread, a slice at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Generic, TypeVar

from real_desktop.session.session import Session
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

T = TypeVar("T")

Slices = Generator[None, None, T]


def in_slices(session: Session, work: Callable[[ProjectFile], Slices[T]]) -> Future[T]:
    """Run a generator on the project thread, each step as a chunk of its own.

    So judgements and reads go first, and the chunks of a job take turns with it. The future is
    cancelled when the project is closed before the end.
    """
    slicing = _Slicing(session, work)
    slicing.queue_next()
    return slicing.future


class _Slicing(Generic[T]):
    def __init__(self, session: Session, work: Callable[[ProjectFile], Slices[T]]) -> None:
        self._session, self._work = session, work
        self._slices: Slices[T] | None = None
        self._results: list[T] = []
        self.future: Future[T] = Future()

    def queue_next(self) -> None:
        try:
            step = self._session.submit(Priority.CHUNK, self._step)
        except RuntimeError:  # the project is closed
            self.future.cancel()
            return
        step.add_done_callback(self._take)

    def _step(self, project: ProjectFile) -> None:
        self._slices = self._slices or self._work(project)
        try:
            next(self._slices)
        except StopIteration as finished:
            self._results.append(finished.value)

    def _take(self, step: Future[None]) -> None:
        if self.future.cancelled():
            return
        if error := step.exception():
            self.future.set_exception(error)
        elif self._results:
            self.future.set_result(self._results[0])
        else:
            self.queue_next()
