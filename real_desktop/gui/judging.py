"""Between the labeling page and the event log: guards, timing, undo."""

from __future__ import annotations

import time
from concurrent.futures import Future
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
        self._is_busy = False
        self._settings = Settings()
        self._failed_answer: Answer | None = None
        self.step: Step | None = None
        page.choice_clicked.connect(self.answer)
        page.banner.retried.connect(self._retry)

    def follow(self, settings: Settings) -> None:
        """Guard and show answers as the settings say."""
        self._settings = settings

    def begin(self, labeling: Labeling) -> None:
        """Take up the queue of a project."""
        self._labeling, self._is_busy, self.step = labeling, False, None
        self.resume()

    def end(self) -> None:
        """The project is closed; what is still under way changes nothing on the screen."""
        self._labeling, self.step = None, None

    def resume(self) -> None:
        """Show the pair where the work was left."""
        if self._labeling:
            self._wait_for(self._labeling.resume())

    def answer(self, choice: Choice) -> None:
        """Judge the pair on the screen, unless it has only just appeared."""
        if self.is_guarded or self.step is None or self.step.pair is None:
            return
        flags = {"both_ends_seen"} if self._page.are_both_ends_seen else set()
        self._send(
            Answer(
                self.step.pair.pair_id,
                choice,
                self._stopwatch.active_ms,
                self._stopwatch.elapsed_ms,
                self._page.layout_name,
                frozenset(flags),
            )
        )

    def undo(self) -> None:
        """Take back the last event and go to its pair."""
        if self._labeling and not self._is_busy and self._undo_name:
            said = f"Undone: {self._undo_name}"
            self._wait_for(self._labeling.undo(), said)

    def redo(self) -> None:
        """Bring back what was undone."""
        if self._labeling and not self._is_busy and self._redo_name:
            said = f"Redone: {self._redo_name}"
            self._wait_for(self._labeling.redo(), said)

    def review_skipped(self) -> None:
        """Ask about the skipped pairs again."""
        if self._labeling and not self._is_busy:
            self._wait_for(self._labeling.review_skipped())

    @property
    def is_guarded(self) -> bool:
        """Whether an answer would be ignored: the last is on its way, or the pair is too new."""
        shown_for_ms = (time.monotonic() - self._shown_at) * 1000
        return self._is_busy or shown_for_ms < self._settings.guard_ms

    def set_in_front(self, is_in_front: bool) -> None:  # noqa: FBT001 - a plain setter
        """The window came to the front or left it."""
        self._stopwatch.set_in_front(is_in_front)

    @property
    def _undo_name(self) -> str | None:
        return self.step.changes.undo_name if self.step else None

    @property
    def _redo_name(self) -> str | None:
        return self.step.changes.redo_name if self.step else None

    def _retry(self) -> None:
        if self._failed_answer and not self._is_busy:
            self._send(self._failed_answer)

    def _send(self, answer: Answer) -> None:
        if self._labeling is None:
            return
        self._failed_answer = answer
        if self._settings.shows_taken:
            self._page.answers.show_taken(answer.choice)
        said = f"{answer.choice.words.capitalize()} saved"
        self._wait_for(self._labeling.answer(answer), said)

    def _wait_for(self, future: Future[Step], said: str = "") -> None:
        self._is_busy = True
        labeling = self._labeling
        self._relay.when_done(
            future,
            partial(self._move_on, labeling, said),
            partial(self._stay, labeling),
        )

    def _move_on(self, labeling: Labeling | None, said: str, step: Step) -> None:
        if labeling is not self._labeling:
            return
        self._is_busy, self._failed_answer = False, None
        self.step = step
        self._page.show_step(step)
        self._page.answers.show_said(said)
        if said:
            self._page.header.show_saved()
        self._shown_at = time.monotonic()
        self._stopwatch.start()
        self.stepped.emit(step)

    def _stay(self, labeling: Labeling | None, error: BaseException) -> None:
        if labeling is not self._labeling:
            return
        self._is_busy = False
        if not isinstance(error, UserError):
            self.broke.emit(error)
            return
        self._page.header.show_not_saved()
        can_retry = self._failed_answer is not None
        self._page.banner.show_problem(f"The pair stays here: {error}.", can_retry=can_retry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputEvent):
            self._stopwatch.note_activity()
        return False
