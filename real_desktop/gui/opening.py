"""The project that is open, and the one that is about to be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from real_desktop.gui.relay import Relay
from real_desktop.session import places
from real_desktop.session.session import Session


class Opening(QObject):
    """Opens one project in place of another.

    A project stays open until the next one is: what cannot be opened closes nothing.
    """

    changed = Signal()
    opened = Signal(object)
    closed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._relay = Relay(self)
        self.session: Session | None = None
        self.coming: Session | None = None

    def open(self, session: Session, then: Callable[[], None] | None = None) -> None:
        """Wait for the session without blocking; `then` is called once it is the open one."""
        self.abandon()
        self._set_coming(session)
        self._relay.when_done(
            session.opened, partial(self._take, session, then), partial(self._refuse, session)
        )

    def abandon(self) -> None:
        """Stop waiting; the session closes by itself."""
        if self.coming:
            self.coming.close_later()
            self._set_coming(None)

    def close(self) -> None:
        """Close what is open or coming; every judgement is on the disk already."""
        coming = self.coming
        self.abandon()
        if coming:
            coming.close()
        self._close_session()

    def _close_session(self) -> None:
        session, self.session = self.session, None
        if session:
            session.close()
            self.closed.emit()

    def _set_coming(self, session: Session | None) -> None:
        self.coming = session
        self.changed.emit()

    def _take(self, session: Session, then: Callable[[], None] | None, _opened: None) -> None:
        if session is not self.coming:
            return
        self._close_session()
        self.session = session
        self._set_coming(None)
        places.remember_project(session.path)
        self.opened.emit(session)
        if then:
            then()

    def _refuse(self, session: Session, error: BaseException) -> None:
        if session is self.coming:
            self._set_coming(None)
            self.failed.emit(error)
