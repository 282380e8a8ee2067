"""A person at the window: does something, waits until it shows, does the next thing."""

import time
import traceback
from collections.abc import Callable, Generator

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from real_desktop.gui.main_window import MainWindow

POLL_MS = 10
PATIENCE_S = 90.0

Condition = Callable[[], bool]
Script = Generator[Condition, None, None]


class Person(QObject):
    """Runs a script beside the event loop: it goes on when what it yielded holds.

    `check` raises what went wrong in the script.
    """

    def __init__(self, script: Callable[[MainWindow], Script]) -> None:
        super().__init__()
        self._make_script = script
        self._script: Script | None = None
        self._condition: Condition = bool
        self._error: BaseException | None = None
        self._is_done = False
        self._waiting_since = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(POLL_MS)

    def check(self) -> None:
        self._timer.stop()
        if self._error:
            raise self._error
        assert self._is_done, "the script did not come to its end"

    def _look(self) -> None:
        window = the_window()
        if window is None or self._is_done:
            return
        try:
            if self._script is None:
                self._script = self._make_script(window)
                self._condition = next(self._script)
            self._go_on()
        except StopIteration:
            self._leave(window)
        except BaseException as error:
            traceback.print_exc()
            self._error = error
            self._leave(window)

    def _go_on(self) -> None:
        if self._condition():
            self._waiting_since = time.monotonic()
            self._condition = next(self._script)
        elif time.monotonic() - self._waiting_since > PATIENCE_S:
            raise TimeoutError(f"waited in vain, line {self._script.gi_frame.f_lineno}")

    def _leave(self, window: MainWindow) -> None:
        self._is_done = True
        self._timer.stop()
        if message := the_message():
            message.close()
        window.close()


def the_window() -> MainWindow | None:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    return next((w for w in shown if w.isVisible()), None)


def the_message() -> QMessageBox | None:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    return next((w for w in shown if w.isVisible()), None)


def press(window: MainWindow, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window, key, modifiers)


def has_pair(window: MainWindow) -> Condition:
    """Whether a pair can be answered: it is there, and long enough to be meant."""

    def is_ready() -> bool:
        judging = window.judging
        is_shown = window.pages.currentWidget() is window.labeling
        return is_shown and judging.step.pair is not None and not judging.is_guarded

    return is_ready


def press_held(window: MainWindow, key: Qt.Key, text: str, times: int) -> None:
    """A key that is held down: one press, then repeats, then the release."""
    from PySide6.QtGui import QKeyEvent

    no_modifier = Qt.KeyboardModifier.NoModifier
    for repeat in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, key, no_modifier, text, repeat > 0)
        QApplication.sendEvent(window.windowHandle(), event)
    event = QKeyEvent(QEvent.Type.KeyRelease, key, no_modifier, text)
    QApplication.sendEvent(window.windowHandle(), event)


def forget_settings(folder: str) -> None:
    """Keep window geometry of a test to that test."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
