"""The one thread that owns the one connection to the project."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from queue import Empty, PriorityQueue
from typing import Any, TypeVar

from real_desktop.core.errors import UserError
from real_desktop.store.project_file import ProjectFile

T = TypeVar("T")

IDLE_S = 1.0
"""After this long without work the log is brought into the file."""

CHUNKS_BETWEEN_CHECKPOINTS = 100

LARGEST_LOG = 1 << 28
"""In bytes. A long import writes some pages again and again, and the log holds each time."""

DISK_ERRORS = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY}
)


class Priority(IntEnum):
    """What goes first: a judgement before a read for the screen before a chunk of a job."""

    JUDGE = 0
    READ = 1
    CHUNK = 2
    CLOSE = 3


@dataclass(order=True, slots=True)
class _Work:
    priority: Priority
    order: int
    run: Callable[[ProjectFile], Any] = field(compare=False)
    future: Future[Any] = field(compare=False)


class ProjectThread:
    """Opens a project on its own thread and does there what is submitted, by priority.

    Work of one priority is done in the order in which it came. Each piece of work is a
    function of the ProjectFile; it must not keep it.
    """

    def __init__(self, open_project: Callable[[], ProjectFile]) -> None:
        self._queue: PriorityQueue[_Work] = PriorityQueue()
        self._order = itertools.count()
        self._is_closing = False
        self._chunks = 0
        self.opened: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(open_project,), name="project", daemon=True
        )
        self._thread.start()

    def submit(self, priority: Priority, work: Callable[[ProjectFile], T]) -> Future[T]:
        """Queue the work. Raises RuntimeError after `close`."""
        if self._is_closing:
            raise RuntimeError("the project is closed")
        return self._put(priority, work)

    def run(self, priority: Priority, work: Callable[[ProjectFile], T]) -> T:
        """Queue the work and wait for what it returns or raises."""
        return self.submit(priority, work).result()

    def let_through(self, project: ProjectFile, lowest: Priority) -> None:
        """Within long work, on the project thread: first do what waits and matters more."""
        while work := self._waiting(lowest):
            _do(work, project)

    def close(self) -> None:
        """Finish what is queued, close the project and end the thread."""
        self.close_later()
        self._thread.join()

    def close_later(self) -> None:
        """The same without waiting for it."""
        if not self._is_closing:
            self._is_closing = True
            self._put(Priority.CLOSE, lambda _project: None)

    def _waiting(self, lowest: Priority) -> _Work | None:
        with self._queue.mutex:
            is_there = bool(self._queue.queue) and self._queue.queue[0].priority <= lowest
        return self._queue.get_nowait() if is_there else None

    def _put(self, priority: Priority, work: Callable[[ProjectFile], T]) -> Future[T]:
        future: Future[T] = Future()
        self._queue.put(_Work(priority, next(self._order), work, future))
        return future

    def _run(self, open_project: Callable[[], ProjectFile]) -> None:
        try:
            project = open_project()
        except BaseException as error:
            self._is_closing = True
            self.opened.set_exception(error)
            self._refuse_what_is_queued(error)
            return
        self.opened.set_result(None)
        try:
            self._work_through(project)
        except BaseException as error:
            self._is_closing = True
            self._refuse_what_is_queued(error)
            raise
        finally:
            project.close()

    def _refuse_what_is_queued(self, error: BaseException) -> None:
        while not self._queue.empty():
            work = self._queue.get()
            if work.future.set_running_or_notify_cancel():
                work.future.set_exception(error)

    def _work_through(self, project: ProjectFile) -> None:
        is_checkpointed = True
        while True:
            try:
                work = self._queue.get(timeout=None if is_checkpointed else IDLE_S)
            except Empty:
                project.checkpoint()
                is_checkpointed = True
                continue
            _do(work, project)
            if work.priority is Priority.CLOSE:
                return
            is_checkpointed = project.is_read_only
            self._checkpoint_after_chunks(work, project)

    def _checkpoint_after_chunks(self, work: _Work, project: ProjectFile) -> None:
        if work.priority is Priority.CHUNK and not project.is_read_only:
            self._chunks += 1
            if project.log_size > LARGEST_LOG:
                project.empty_log()
            elif self._chunks % CHUNKS_BETWEEN_CHECKPOINTS == 0:
                project.checkpoint()


def _do(work: _Work, project: ProjectFile) -> None:
    if not work.future.set_running_or_notify_cancel():
        return
    try:
        result = work.run(project)
    except BaseException as error:
        work.future.set_exception(_for_the_person(error, project.path.name))
    else:
        work.future.set_result(result)


def _for_the_person(error: BaseException, name: str) -> BaseException:
    """A sentence for what a disk or a damaged page does; any other error as it is."""
    if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in DISK_ERRORS:
        return error
    sentence = UserError(f"{name} cannot be read ({error})")
    sentence.__cause__ = error
    return sentence
