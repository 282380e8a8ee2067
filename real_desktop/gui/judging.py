"""Between the labeling page and the event log: guards, timing, undo."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QInputEvent

from real_desktop.core.errors import UserError
from real_desktop.core.records import Choice
from real_desktop.core.stopwatch import Stopwatch
from real_desktop.gui.labeling_page import LabelingPage
from real_desktop.gui.relay import Relay
from real_desktop.session.desk import Answer, Step
from real_desktop.session.labeling import Labeling
from real_desktop.session.settings import Settings


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that goes to the disk, and what to say once it is there."""

    start: Callable[[Labeling], Future[Step]]
    said: str = ""


class Judging(QObject):
    """Takes answers for the pair on the screen, one at a time, and shows what comes next.

    The page moves on only after the event is on the disk.
    """

    stepped = Signal(object)
    broke = Signal(object)

    def __init__(self, page: LabelingPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._labeling: Labeling | None = None
        self._relay = Relay(self)
        self._stopwatch = Stopwatch()
        self._shown_at = 0.0
        self._is_busy = self._is_resume_due = False
        self._settings = Settings()
        self._failed: Attempt | None = None
        self.step: Step | None = None
        page.choice_clicked.connect(self.answer)
        page.banner.retried.connect(self._retry)

    def follow(self, settings: Settings) -> None:
        """Guard and show answers as the settings say."""
        self._settings = settings

    def begin(self, labeling: Labeling) -> None:
        """Take up the queue of a project."""
        self.end()
        self._labeling = labeling
        self.resume()

    def end(self) -> None:
        """The project is closed; what is still under way changes nothing on the screen."""
        self._labeling, self.step, self._failed = None, None, None
        self._is_busy = self._is_resume_due = False

    def resume(self) -> None:
        """Take the queue as it is now; a pair that stays the next one stays as it is."""
        if self._is_busy:
            self._is_resume_due = True
        else:
            self._try(Attempt(Labeling.resume))

    def answer(self, choice: Choice) -> None:
        """Judge the pair on the screen, unless it has only just appeared."""
        if self.is_guarded or self.step is None or self.step.pair_id is None:
            return
        if self.step.pair is None and choice is not Choice.SKIP:
            return
        flags = {"both_ends_seen"} if self._page.are_both_ends_seen else set()
        answer = Answer(
            self.step.pair_id,
            choice,
            self._stopwatch.active_ms,
            self._stopwatch.elapsed_ms,
            self._page.layout_name,
            frozenset(flags),
        )
        if self._settings.shows_taken:
            self._page.answers.show_taken(choice)
        said = f"{choice.words.capitalize()} saved"
        self._try(Attempt(lambda labeling: labeling.answer(answer), said))

    def undo(self) -> None:
        """Take back the last event and go to its pair."""
        if self.step and self.step.changes.undo_name:
            self._try(Attempt(Labeling.undo, f"Undone: {self.step.changes.undo_name}"))

    def redo(self) -> None:
        """Bring back what was undone."""
        if self.step and self.step.changes.redo_name:
            self._try(Attempt(Labeling.redo, f"Redone: {self.step.changes.redo_name}"))

    def review_skipped(self) -> None:
        """Ask about the skipped pairs again."""
        self._try(Attempt(Labeling.review_skipped))

    @property
    def is_guarded(self) -> bool:
        """Whether an answer would be ignored: the last is on its way, or the pair is too new."""
        shown_for_ms = (time.monotonic() - self._shown_at) * 1000
        return self._is_busy or shown_for_ms < self._settings.guard_ms

    def set_in_front(self, is_in_front: bool) -> None:  # noqa: FBT001 - a plain setter
        """The window came to the front or left it."""
        self._stopwatch.set_in_front(is_in_front)

    def _retry(self) -> None:
        if self._failed:
            self._try(self._failed)

    def _try(self, attempt: Attempt) -> None:
        labeling = self._labeling
        if labeling is None or self._is_busy:
            return
        self._is_busy = True
        self._relay.when_done(
            attempt.start(labeling),
            partial(self._move_on, labeling, attempt),
            partial(self._stay, labeling, attempt),
        )

    def _move_on(self, labeling: Labeling, attempt: Attempt, step: Step) -> None:
        if labeling is not self._labeling:
            return
        is_other_pair = attempt.said or self.step is None or self.step.pair_id != step.pair_id
        self._is_busy, self.step = False, step
        self._page.header.show_progress(step.progress, step.number)
        if is_other_pair:
            self._failed = None
            self._page.show_pair(step, attempt.said)
            self._shown_at = time.monotonic()
            self._stopwatch.start()
        self.stepped.emit(step)
        if self._is_resume_due:
            self._is_resume_due = False
            self.resume()

    def _stay(self, labeling: Labeling, attempt: Attempt, error: BaseException) -> None:
        if labeling is self._labeling:
            self._is_busy, self._failed = False, attempt
            if isinstance(error, UserError) and self._page.isVisible():
                self._page.show_failure(str(error))
                return
        self.broke.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputEvent):
            self._stopwatch.note_activity()
        return False
