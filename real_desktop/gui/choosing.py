"""Project > Choose pairs: asks how, shows what that would ask, and puts it into the queues."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress
from real_desktop.gui.files import Files
from real_desktop.gui.latest_job import LatestJob
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.relay import Relay
from real_desktop.gui.select_dialog import SelectDialog
from real_desktop.session.last_selection import SelectState, select_state
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import SelectReport, select
from real_desktop.session.selection_preview import SelectionPreview, preview
from real_desktop.session.session import Session
from real_desktop.store.thread import Priority


class Choosing(QObject):
    """One dialog at a time; it goes with its project. `chosen` carries the SelectReport."""

    chosen = Signal(object)

    def __init__(self, window: QWidget, files: Files, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._files, self._preferences = window, files, preferences
        self._relay, self._job = Relay(self), LatestJob(self)
        self._asking: SelectDialog | None = None
        self._is_opening = False
        self._job.progressed.connect(self._tell_progress)
        self._job.failed.connect(self._tell_failure)
        files.opening.closed.connect(self._stop_asking)

    def choose(self) -> None:
        """Ask how pairs are to be chosen, beginning with how they were chosen last."""
        session = self._files.session
        if session is None or self._files.is_busy or self._asking or self._is_opening:
            return
        self._is_opening = True
        settings = self._preferences.settings
        first = SelectOptions(seed=settings.seed, control=settings.control_percent / 100)
        self._relay.when_done(
            session.submit(Priority.READ, partial(select_state, first=first)),
            partial(self._open, session),
            self._fail_to_open,
        )

    def _open(self, session: Session, state: SelectState) -> None:
        self._is_opening = False
        if session is not self._files.session:
            return
        self._asking = dialog = SelectDialog(self._window, state.options, state.about)
        dialog.preview_asked.connect(partial(self._preview, session))
        dialog.selection_asked.connect(partial(self._select, session))
        dialog.embed_asked.connect(self._files.prepare)
        dialog.finished.connect(self._end_asking)
        dialog.open()

    def _fail_to_open(self, error: BaseException) -> None:
        self._is_opening = False
        self._files.failed.emit(error)

    def _preview(self, session: Session, options: SelectOptions) -> None:
        self._job.start(preview(session, options), partial(self._show, options))

    def _show(self, options: SelectOptions, found: SelectionPreview) -> None:
        if self._asking:
            self._asking.show_preview(options, found)

    def _tell_progress(self, progress: Progress) -> None:
        if self._asking:
            self._asking.show_progress(progress)

    def _tell_failure(self, error: BaseException) -> None:
        if self._asking:
            self._asking.show_failure(error)

    def _select(self, session: Session, options: SelectOptions) -> None:
        if session is self._files.session and not self._files.is_busy:
            self._files.jobs.start(select(session, options), self._tell)

    def _tell(self, report: SelectReport) -> None:
        self._files.grown.emit()
        self.chosen.emit(report)

    def _end_asking(self) -> None:
        self._job.drop()
        if self._asking:
            self._asking.deleteLater()
            self._asking = None

    def _stop_asking(self) -> None:
        if self._asking:
            self._asking.reject()
        self._job.stop()
