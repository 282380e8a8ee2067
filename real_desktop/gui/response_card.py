"""One of the two responses: a neutral header with its key, and the text below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.gui.click_watcher import ClickWatcher
from real_desktop.gui.panel import KeyCap, Label, Panel
from real_desktop.gui.reading_view import Part, ReadingView
from real_desktop.gui.theme import SPACE


class ResponseCard(Panel):
    """A response. A click on it judges; a drag selects; the scroll bar scrolls."""

    clicked = Signal()
    scrolled = Signal()

    def __init__(self, title: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._header = _Header(title, key)
        self.text = ReadingView()
        self.text.setAccessibleName(f"Text of {title.lower()}")
        body = QVBoxLayout()
        body.setContentsMargins(2 * SPACE + 4, SPACE + 4, 4, 4)
        body.addWidget(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addLayout(body, 1)
        self._watch_clicks()
        self.text.verticalScrollBar().valueChanged.connect(self.scrolled)

    def show_text(self, text: str) -> None:
        """Show a response from its top."""
        self.text.show_parts([Part(text)], ornament="end of response")

    def clear(self) -> None:
        """Show nothing."""
        self.text.show_parts([])

    def _watch_clicks(self) -> None:
        watcher = ClickWatcher(self, self._has_selection)
        watcher.clicked.connect(self.clicked)
        for surface in (self, self._header, self.text.viewport()):
            surface.installEventFilter(watcher)

    def _has_selection(self) -> bool:
        return self.text.textCursor().hasSelection()


class _Header(QWidget):
    def __init__(self, title: str, key: str) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE, 2 * SPACE, SPACE)
        layout.addWidget(Label(title, is_bold=True))
        layout.addStretch(1)
        layout.addWidget(KeyCap(key))

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QRectF(0, self.height() - 1, self.width(), 1)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(line, self.palette().color(QPalette.ColorRole.Mid))
