"""Boxes to choose, count and tick in, with a line that is seen in light and dark alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QPlainTextEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from real_desktop.gui.panel import Panel, paint_rounded
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import SPACE

if TYPE_CHECKING:
    _Spins = QAbstractSpinBox
else:
    _Spins = object

CORNER = 4
TICK = (QPointF(0.22, 0.52), QPointF(0.42, 0.72), QPointF(0.78, 0.3))
"""The corners of the tick, in parts of the box."""


class ComboBox(QComboBox):
    """The wheel turns it only while it has the focus, so that scrolling past changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(SPACE, SPACE // 2)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        metrics, end = self.fontMetrics(), Qt.TextElideMode.ElideRight
        option.currentText = metrics.elidedText(option.currentText, end, room.width() - SPACE)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_line(self)


class _SpinBox(_Spins):
    """What both kinds of number share: the wheel turns them only while they have the focus."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(SPACE, SPACE // 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_line(self)


class NumberBox(_SpinBox, QSpinBox):
    """A whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class DecimalBox(_SpinBox, QDoubleSpinBox):
    """A number with decimals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class CheckBox(QCheckBox):
    """A box to tick, as large as the type."""

    def sizeHint(self) -> QSize:
        return QSize(self._side + SPACE, self._side + SPACE // 2)

    @property
    def _side(self) -> int:
        return self.fontMetrics().height()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._side - 2
        box = QRectF(self.width() - side - 2, (self.height() - side) / 2, side, side)
        paint_box(
            QPainter(self), box, self.palette(), is_on=self.isChecked(), is_lit=self.hasFocus()
        )


class TextArea(Panel):
    """Several lines to type into; Tab goes on to the next control."""

    changed = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QPlainTextEdit(text)
        self._edit.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._edit.setVerticalScrollBar(ThinScrollBar(self._edit))
        self._edit.setTabChangesFocus(True)
        self._edit.textChanged.connect(self.changed)
        self.setFocusProxy(self._edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, 4, SPACE)
        layout.addWidget(self._edit)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self._edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put another text into it."""
        self._edit.setPlainText(text)

    def set_hint(self, text: str) -> None:
        """What to write, shown while it is empty."""
        self._edit.setPlaceholderText(text)


def paint_box(
    painter: QPainter, box: QRectF, colours: QPalette, *, is_on: bool, is_lit: bool
) -> None:
    """A box to tick, with its tick if it is on; lit when it has the keyboard."""
    role = QPalette.ColorRole
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = role.Highlight if is_on or is_lit else role.PlaceholderText
    painter.setPen(QPen(colours.color(line), 2 if is_lit else 1))
    painter.setBrush(colours.color(role.Highlight if is_on else role.Base))
    painter.drawRoundedRect(box, CORNER, CORNER)
    if is_on:
        painter.setPen(QPen(colours.color(role.HighlightedText), max(2.0, box.width() / 8)))
        painter.drawPolyline([box.topLeft() + point * box.width() for point in TICK])


def _paint_line(widget: QWidget) -> None:
    role = QPalette.ColorRole.Highlight if widget.hasFocus() else QPalette.ColorRole.Dark
    clear, line = QColor(Qt.GlobalColor.transparent), widget.palette().color(role)
    paint_rounded(QPainter(widget), widget, clear, line, CORNER, 2 if widget.hasFocus() else 1)
