"""View > Strategy and control: reads the labels and keeps the page in step with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from real_desktop.gui.background import Background
from real_desktop.gui.evidence_page import EvidencePage
from real_desktop.gui.relay import Relay
from real_desktop.session.evidence import JudgedLabels, read_labels

if TYPE_CHECKING:
    from real_desktop.core.evidence import Evidence
    from real_desktop.gui.main_window import MainWindow
    from real_desktop.session.session import Session


class EvidenceView(QObject):
    """Reads when the page is shown and when something changed while it is; one at a time."""

    def __init__(self, window: MainWindow, page: EvidencePage) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._relay, self._background = Relay(self), Background(self)
        self._reading: Session | None = None
        self._is_due = False
        window.files.opening.opened.connect(self._forget)
        window.files.opening.closed.connect(self._forget)
        window.files.jobs.ended.connect(self._refresh)
        window.project.changed.connect(self._refresh)
        window.judging.stepped.connect(self._refresh)

    def show(self) -> None:
        """Show the page."""
        self._window.view.show_page(self._page)
        self._refresh()

    def _forget(self, _session: object = None) -> None:
        self._reading, self._is_due = None, False
        self._page.forget()

    def _refresh(self, _what: object = None) -> None:
        session = self._window.files.session
        if session is None or self._window.pages.currentWidget() is not self._page:
            return
        if self._reading:
            self._is_due = True
            return
        self._reading = session
        self._relay.when_done(
            read_labels(session), partial(self._count, session), partial(self._fail, session)
        )

    def _count(self, session: Session, labels: JudgedLabels) -> None:
        if session is self._reading:
            self._background.run(
                labels.evidence, partial(self._show, session), partial(self._fail, session)
            )

    def _show(self, session: Session, found: Evidence) -> None:
        if session is self._reading:
            self._end_reading()
            self._page.show_evidence(found)

    def _fail(self, session: Session, error: BaseException) -> None:
        if session is self._reading:
            self._reading, self._is_due = None, False
            self._window.files.failed.emit(error)

    def _end_reading(self) -> None:
        is_due, self._reading, self._is_due = self._is_due, None, False
        if is_due:
            self._refresh()
