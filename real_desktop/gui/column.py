"""A page whose content stands in one centred column, for everything that is not judging."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import SPACE

COLUMN_WIDTH = 720


class ColumnPage(QScrollArea):
    """Scrolls when the window is small or the type is large; add to `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(self))
        content = QWidget()
        inner = QWidget()
        inner.setMaximumWidth(COLUMN_WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * SPACE)
        outer = QHBoxLayout(content)
        outer.setContentsMargins(3 * SPACE, 5 * SPACE, 3 * SPACE, 3 * SPACE)
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        self.setWidget(content)
