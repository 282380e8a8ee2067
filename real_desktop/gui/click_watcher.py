"""Tells a click that means something from a drag, a selection or a scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

MOST_PIXELS = 4


class ClickWatcher(QObject):
    """Emits `clicked` for a left press and release within 4 px with nothing selected.

    `has_selection` says whether text is selected; a press that only clears a selection is
    not a click.
    """

    clicked = Signal()

    def __init__(self, parent: QObject, has_selection: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._has_selection = has_selection
        self._pressed_at: QPointF | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed_at = None if self._has_selection() else event.globalPosition()
            elif event.type() == QEvent.Type.MouseButtonDblClick:
                self._pressed_at = None
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._release(event.globalPosition())
        return False

    def _release(self, at: QPointF) -> None:
        pressed_at, self._pressed_at = self._pressed_at, None
        if pressed_at is None or self._has_selection():
            return
        moved = at - pressed_at
        if abs(moved.x()) <= MOST_PIXELS and abs(moved.y()) <= MOST_PIXELS:
            self.clicked.emit()
