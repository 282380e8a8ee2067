"""One of several: a ring that grows with the type and is seen in light and dark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QRadioButton

from real_desktop.gui.theme import SPACE


class RadioButton(QRadioButton):
    """A radio button whose whole face can be clicked."""

    @property
    def text_left(self) -> int:
        """Where the text begins."""
        return self._ring_size + SPACE

    @property
    def _ring_size(self) -> int:
        return round(self.fontMetrics().height() * 0.85)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = self.text_left + metrics.horizontalAdvance(self.text()) + SPACE
        return QSize(width, metrics.height() + 4)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        role, colours = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(1, (self.height() - self._ring_size) / 2 + 1, *2 * (self._ring_size - 2,))
        is_lit = self.isChecked() or self.hasFocus()
        line = colours.color(role.Highlight if is_lit else role.PlaceholderText)
        painter.setPen(QPen(line, 2 if self.hasFocus() else 1.5))
        painter.setBrush(colours.color(role.Base))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.Highlight))
            inset = ring.width() * 0.25
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
        self._paint_text(painter)

    def _paint_text(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        rect = self.rect().adjusted(self.text_left, 0, 0, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            width = self.fontMetrics().horizontalAdvance(self.text())
            below = (rect.height() + self.fontMetrics().height()) // 2
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawLine(rect.left(), below, rect.left() + width, below)
