"""The line of the running job and its action, in step with what happens to the job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from real_desktop.gui.main_window import MainWindow


class JobView(QObject):
    """Listens to the job runner of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._jobs = window, window.files.jobs
        self._jobs.started.connect(self._begin)
        self._jobs.progressed.connect(window.job.show_progress)
        self._jobs.pause_changed.connect(self._show_pausing)
        self._jobs.rested.connect(window.job.show_rest)
        self._jobs.ended.connect(self._name_action)

    def _begin(self) -> None:
        self._window.job.begin()
        self._window.job.offer_pause(can_pause=self._jobs.can_pause)
        self._name_action()

    def _show_pausing(self) -> None:
        self._window.job.show_pausing(is_pausing=self._jobs.is_pausing)
        self._name_action()

    def _name_action(self) -> None:
        self._window.actions_by_id.name_pause(is_pausing=self._jobs.is_pausing)
