"""The four answers: large buttons with their key on them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from real_desktop.gui.panel import key_cap_size, paint_key_cap, paint_rounded
from real_desktop.gui.theme import RADIUS, SPACE, scaled

CHOSEN_MS = 220


class AnswerButton(QAbstractButton):
    """An answer with its key. Space and Enter do not press it, so that neither judges."""

    def __init__(
        self, text: str, key: str, *, is_key_last: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._is_key_last, self._is_chosen = key, is_key_last, False
        self._align = Qt.AlignmentFlag.AlignLeft
        self.setText(text)
        self.setAccessibleName(f"{text}, key {key}")
        self.setToolTip(f"{text} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def flash(self) -> None:
        """Show for a moment that this answer was taken; nothing waits for it."""
        self._is_chosen = True
        self.update()
        QTimer.singleShot(CHOSEN_MS, self._settle)

    def set_alignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Where key and text stand in the button: left, right or in the middle."""
        self._align = alignment
        self.update()

    def _settle(self) -> None:
        self._is_chosen = False
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(scaled(self.font(), 1.05, is_bold=True))
        cap = key_cap_size(self._key, metrics)
        width = cap.width() + metrics.horizontalAdvance(self.text()) + 5 * SPACE
        return QSize(width, cap.height() + 2 * SPACE + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = QPalette.ColorRole
        colours = self.palette()
        is_lit = self.isEnabled() and (self.underMouse() or self.isDown())
        fill = colours.color(role.AlternateBase if is_lit else role.Base)
        is_marked = self._is_chosen or self.hasFocus()
        line = colours.color(role.Highlight if is_marked else role.Mid)
        paint_rounded(painter, self, fill, line, RADIUS, 2 if is_marked else 1)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        painter.setFont(scaled(self.font(), 1.05, is_bold=True))
        metrics = painter.fontMetrics()
        cap = key_cap_size(self._key, metrics)
        text_width = metrics.horizontalAdvance(self.text())
        left = self._left_of_content(cap.width() + SPACE + text_width)
        top = (self.height() - cap.height()) / 2
        cap_left = left + text_width + SPACE if self._is_key_last else left
        text_left = left if self._is_key_last else left + cap.width() + SPACE
        paint_key_cap(
            painter,
            QRectF(QPointF(cap_left, top), cap.toSizeF()),
            self._key,
            self.palette(),
        )
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.ButtonText))
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(text_left, baseline), self.text())

    def _left_of_content(self, width: float) -> float:
        if self._align == Qt.AlignmentFlag.AlignLeft:
            return 2 * SPACE
        if self._align == Qt.AlignmentFlag.AlignRight:
            return self.width() - width - 2 * SPACE
        return (self.width() - width) / 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
