"""Judging, as the window calls it: every call comes back at once with a future."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from real_desktop.session.desk import Answer, Desk, Step
from real_desktop.session.session import Session
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority


class Labeling:
    """One annotator's judging on an open project.

    A future's result is a Step, given only after the event is on the disk; it raises
    SaveError when the disk refused, and then nothing has changed.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._desk: Desk | None = None

    def resume(self) -> Future[Step]:
        """Take up the work where it was left."""
        return self._do(Desk.resume)

    def answer(self, answer: Answer) -> Future[Step]:
        """Record an answer and move on."""
        return self._do(lambda desk: desk.answer(answer))

    def undo(self) -> Future[Step]:
        """Take back the last standing event."""
        return self._do(Desk.undo)

    def redo(self) -> Future[Step]:
        """Bring back what was undone last."""
        return self._do(Desk.redo)

    def review_skipped(self) -> Future[Step]:
        """Ask about the skipped pairs once more."""
        return self._do(Desk.review_skipped)

    def _do(self, work: Callable[[Desk], Step]) -> Future[Step]:
        def on_project_thread(project: ProjectFile) -> Step:
            if self._desk is None:
                self._desk = Desk(project)
            return work(self._desk)

        return self._session.submit(Priority.JUDGE, on_project_thread)
