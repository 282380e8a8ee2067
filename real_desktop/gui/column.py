"""A page whose content stands in one centred column, for everything that is not judging."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import SPACE

COLUMN_WIDTH = 720
MARGIN = 3 * SPACE


class ColumnPage(QScrollArea):
    """Scrolls when the window is small or the type is large; add to `column`."""

    def __init__(self, parent: QWidget | None = None, *, top: int = 5 * SPACE) -> None:
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
        outer.setContentsMargins(MARGIN, top, MARGIN, MARGIN)
        self._around = top + MARGIN
        outer.addStretch(1)
        outer.addWidget(inner, 1000)  # up to its width, the column gets all there is
        outer.addStretch(1)
        self.setWidget(content)

    def height_for(self, width: int) -> int:
        """The height at which a page of this width needs no scrolling, shown or not."""
        inner = min((width - 2 * MARGIN) * 1000 // 1002, COLUMN_WIDTH)
        return self._around + self.column.totalHeightForWidth(inner)
