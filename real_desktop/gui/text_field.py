"""One line of text to type into."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from real_desktop.gui.panel import paint_rounded
from real_desktop.gui.theme import SPACE


class TextField(QLineEdit):
    """As high and as round as the buttons beside it; its line tells the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setTextMargins(SPACE - 2, 0, SPACE - 2, 0)
        clear = QPalette()
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(clear)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 2 * SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        role, colours = QPalette.ColorRole, QApplication.palette()
        line = colours.color(role.Highlight if self.hasFocus() else role.Mid)
        painter = QPainter(self)
        width = 2 if self.hasFocus() else 1
        paint_rounded(painter, self, colours.color(role.Base), line, SPACE - 2, width)
        painter.end()
        super().paintEvent(event)
