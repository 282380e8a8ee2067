"""A scroll bar that stays out of the way of the text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

WIDTH = 12
HANDLE = 6


class ThinScrollBar(QScrollBar):
    """A vertical bar without arrows; its handle shows only when there is more to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        slider = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar,
            option,
            QStyle.SubControl.SC_ScrollBarSlider,
            self,
        )
        is_lit = self.isSliderDown() or self.underMouse()
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(role.PlaceholderText if is_lit else role.Dark))
        left = (self.width() - HANDLE) / 2
        painter.drawRoundedRect(
            QRectF(left, slider.top(), HANDLE, slider.height()), HANDLE / 2, HANDLE / 2
        )
