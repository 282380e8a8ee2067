"""The form of a choice and what it would ask, beside one another or, where it is narrow, under."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from real_desktop.gui.labeling_header import ProgressLine
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import SPACE

MARGIN = 3 * SPACE
SHARES = (2, 3)
STACKS_UNDER_CHARACTERS = 92


class SelectPage(QScrollArea):
    """Scrolls when the screen is small or the type is large; over the view runs a thin line."""

    def __init__(self, form: QWidget, view: QWidget) -> None:
        super().__init__()
        self.line = ProgressLine()
        policy = self.line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.line.setSizePolicy(policy)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self.line)
        right.addWidget(view, 1)
        right.addStretch(0)
        content = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._beside.setContentsMargins(MARGIN, 2 * SPACE, MARGIN - SPACE, SPACE)
        self._beside.setSpacing(MARGIN)
        self._beside.addWidget(form, SHARES[0])
        self._beside.addLayout(right, SHARES[1])
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * STACKS_UNDER_CHARACTERS
        direction = QBoxLayout.Direction
        is_narrow = self.width() < room
        self._beside.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
