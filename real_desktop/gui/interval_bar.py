"""Intervals on one scale, to be compared at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

THICK = 4
DOT = 9
LINE = 16
"""The height of one interval in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its interval, as parts of the scale from 0 to 1; loud in the accent colour."""

    value: float
    low: float
    high: float
    is_loud: bool


class IntervalBars(QWidget):
    """One line an interval, a dot at its value, all over one pale scale.

    `mark` is a place on the scale to look at, such as one half.
    """

    def __init__(self, bars: tuple[Bar, ...], mark: float | None = None) -> None:
        super().__init__()
        self._bars, self._mark = bars, mark
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(12 * LINE, LINE * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        role, colours = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for line, bar in enumerate(self._bars):
            middle = LINE * (line + 0.5)
            self._paint_line(painter, middle, 0.0, 1.0, colours.color(role.AlternateBase))
            shade = colours.color(role.Highlight if bar.is_loud else role.PlaceholderText)
            pale = QColor(shade)
            pale.setAlphaF(0.45)
            self._paint_line(painter, middle, bar.low, bar.high, pale)
            painter.setBrush(shade)
            painter.drawEllipse(QPointF(self._x(bar.value), middle), DOT / 2, DOT / 2)
        if self._mark is not None:
            painter.setBrush(colours.color(role.Dark))
            painter.drawRect(QRectF(self._x(self._mark) - 0.5, 0, 1, self.height()))

    def _paint_line(
        self, painter: QPainter, middle: float, low: float, high: float, colour: QColor
    ) -> None:
        painter.setBrush(colour)
        left = self._x(low)
        width = max(THICK, self._x(high) - left)
        line = QRectF(left, middle - THICK / 2, width, THICK)
        painter.drawRoundedRect(line, THICK / 2, THICK / 2)

    def _x(self, part: float) -> float:
        """The place of a part of the scale; the dots at its ends stay inside."""
        return DOT / 2 + min(max(part, 0.0), 1.0) * (self.width() - DOT)
