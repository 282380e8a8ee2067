"""A key that is held down counts once, also where the system does not say that it is held.

X11 sends a release and a press for each repeat, both with the same time. Qt marks them as
repeats only if both lie in its queue at once, so a window that is quick sees fresh presses.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

SAME_MOMENT_MS = 1
"""No finger presses a key again this soon after it was let go."""


class HeldKeys(QObject):
    """Put it on a QWindow as event filter: repeats trigger no shortcut there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._released_at: dict[int, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            self._released_at[event.key()] = event.timestamp()
        elif event.type() == QEvent.Type.ShortcutOverride and self._is_repeat(event):
            # An accepted override goes on as a plain key press, and no shortcut looks at it.
            event.accept()
            return True
        return False

    def _is_repeat(self, event: QKeyEvent) -> bool:
        released_at = self._released_at.get(event.key())
        return released_at is not None and event.timestamp() - released_at <= SAME_MOMENT_MS
