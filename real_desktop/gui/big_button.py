"""Ordinary buttons: one that is the next thing to do, and quiet ones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from real_desktop.gui.panel import paint_rounded
from real_desktop.gui.theme import SPACE


class BigButton(QPushButton):
    """A flat button; the primary one is filled with the accent colour."""

    def __init__(
        self, text: str, *, is_primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._is_primary = is_primary
        self._texts: tuple[str, ...] = ()
        self.setAutoDefault(True)

    def set_primary(self, is_primary: bool) -> None:  # noqa: FBT001 - a plain setter
        """Whether this is the next thing to do."""
        self._is_primary = is_primary
        self.update()

    def keep_room_for(self, *texts: str) -> None:
        """Be as wide for each of these texts, so that nothing moves when they change."""
        self._texts = texts
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(map(metrics.horizontalAdvance, (self.text(), *self._texts))) + 4 * SPACE
        return QSize(width, metrics.height() + 2 * SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        role, colours = QPalette.ColorRole, self.palette()
        is_loud = self._is_primary and self.isEnabled()
        is_lit = self.isEnabled() and (self.underMouse() or self.isDown())
        fill = colours.color(role.AlternateBase if is_lit else role.Base)
        line = colours.color(role.Mid)
        if is_loud:
            fill = line = colours.color(role.Highlight)
        painter = QPainter(self)
        if self.hasFocus():
            line = colours.color(role.Text if is_loud else role.Highlight)
        paint_rounded(painter, self, fill, line, SPACE - 2, 2 if self.hasFocus() else 1)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(colours.color(group, role.HighlightedText if is_loud else role.ButtonText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
