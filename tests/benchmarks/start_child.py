"""Starts the program and prints the moment at which its window was painted first."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from real_desktop.__main__ import main


class FirstPaint(QObject):
    def __init__(self):
        super().__init__()
        self._is_painted = False

    def eventFilter(self, watched, event):
        is_first = event.type() == QEvent.Type.Paint and not self._is_painted
        if is_first and isinstance(watched, QMainWindow):
            self._is_painted = True
            print(time.time(), flush=True)
            QTimer.singleShot(50, watched.close)
        return False


if __name__ == "__main__":
    application = QApplication([])
    first_paint = FirstPaint()
    application.installEventFilter(first_paint)
    sys.exit(main(sys.argv[1:]))
