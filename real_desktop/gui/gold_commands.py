"""Project > Use judged pairs as gold: asks which, and puts them into the queues."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from real_desktop.gui.files import Files
from real_desktop.gui.gold_dialog import GoldDialog
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.relay import Relay
from real_desktop.gui.reports import tell_gold
from real_desktop.session.judged_pairs import JudgedPair, judged_pairs
from real_desktop.session.session import Session

if TYPE_CHECKING:
    from real_desktop.session.gold import GoldReport


class GoldCommands(QObject):
    """One dialog at a time; it goes with its project."""

    def __init__(self, window: QWidget, files: Files, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._files, self._preferences = window, files, preferences
        self._relay = Relay(self)
        self._asking: GoldDialog | None = None
        files.opening.closed.connect(self._stop_asking)

    def promote(self) -> None:
        """List the judged pairs and ask which are to be gold."""
        session = self._files.session
        if session is None or self._files.is_busy or self._asking:
            return
        self._asking = dialog = GoldDialog(self._window)
        dialog.promotion_asked.connect(partial(self._promote, session))
        dialog.finished.connect(self._end_asking)
        dialog.open()
        self._relay.when_done(
            judged_pairs(session), partial(self._show, dialog), self._files.failed.emit
        )

    def _show(self, dialog: GoldDialog, pairs: list[JudgedPair]) -> None:
        if dialog is self._asking:
            dialog.show_pairs(pairs)

    def _promote(self, session: Session, uuids: list[str]) -> None:
        if session is self._files.session and not self._files.is_busy:
            from real_desktop.session.gold import promote

            seed = self._preferences.settings.seed
            self._files.jobs.start(promote(session, uuids, seed), self._tell)

    def _tell(self, report: GoldReport) -> None:
        self._files.grown.emit()
        tell_gold(self._window, report)

    def _end_asking(self) -> None:
        self._asking = None

    def _stop_asking(self) -> None:
        if self._asking:
            self._asking.reject()
