"""A person who never stops: judges in a real window and tells what the screen moved on from.

Run as `python -m tests.faults.judging_child PROJECT SEED`. It prints `ACK uuid` for the event
of each step that was shown.
"""

import random
import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from real_desktop.__main__ import main
from real_desktop.session.settings import Settings
from real_desktop.session.settings_file import save_settings
from tests.window import the_window

KEYS = (
    *[(key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_1, Qt.Key.Key_2) * 3],
    (Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
)


class Presser(QObject):
    def __init__(self, seed):
        super().__init__()
        self._rng = random.Random(seed)
        self._window = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(5)

    def _look(self):
        self._window = the_window()
        if self._window and self._window.judging.step:
            self._timer.stop()
            self._window.judging.stepped.connect(self._tell)
            self._press()

    def _tell(self, step):
        for uuid in step.changes.events:
            print(f"ACK {uuid}", flush=True)
        QTimer.singleShot(0, self._press)

    def _press(self):
        key, modifier = self._rng.choice(KEYS)
        is_undo = modifier is Qt.KeyboardModifier.ControlModifier
        if is_undo and not self._window.actions_by_id["edit.undo"].isEnabled():
            key, modifier = KEYS[0]
        QTest.keyClick(self._window, key, modifier)


if __name__ == "__main__":
    save_settings(Settings(guard_ms=0))
    application = QApplication([])
    presser = Presser(int(sys.argv[2]))
    main([sys.argv[1]])
