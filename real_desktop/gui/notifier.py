"""Tells somebody who looks at another window that something is done."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from real_desktop.gui import desktop_bus
from real_desktop.gui.icons import app_icon
from real_desktop.gui.preferences import Preferences

SHOWN_MS = 10_000


class Notifier(QObject):
    """Marks the window in the task bar, and shows a message of the system where there are such."""

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._tray: QSystemTrayIcon | None = None

    def tell(self, title: str, text: str) -> None:
        """Say it unless a window of the program is in front; the settings may forbid messages."""
        QApplication.alert(self._window)
        if QApplication.activeWindow() or not self._preferences.settings.notifies:
            return
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show_in_tray(title, text)
        elif sys.platform.startswith("linux"):
            desktop_bus.notify(title, text)

    def _show_in_tray(self, title: str, text: str) -> None:
        """The icon is there for as long as the message."""
        self._forget_tray()
        self._tray = tray = QSystemTrayIcon(app_icon(), self)
        tray.setToolTip(title)
        for clicked in (tray.messageClicked, tray.activated):
            clicked.connect(self._come_to_front)
        tray.show()
        tray.showMessage(title, text, app_icon(), SHOWN_MS)
        QTimer.singleShot(SHOWN_MS, tray, tray.hide)

    def _come_to_front(self) -> None:
        self._forget_tray()
        self._window.raise_()
        self._window.activateWindow()

    def _forget_tray(self) -> None:
        if self._tray:
            self._tray.hide()
            self._tray.deleteLater()
            self._tray = None
