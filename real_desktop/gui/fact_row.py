"""Large numbers side by side, each with what it counts; under one another where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE

CHARACTERS_EACH = 18


class FactRow(QWidget):
    """A fixed number of facts; show them with `show_facts`."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._facts = [_Fact() for _ in range(count)]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * SPACE)
        for fact in self._facts:
            self._row.addWidget(fact, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """The numbers, each with its words."""
        for shown, (number, words) in zip(self._facts, facts, strict=True):
            shown.number.setText(number)
            shown.words.setText(words)
            shown.setAccessibleName(f"{number} {words}")
            shown.number.setForegroundRole(QPalette.ColorRole.WindowText)

    def show_stale(self) -> None:
        """The numbers hold no longer."""
        for shown in self._facts:
            shown.number.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * CHARACTERS_EACH * len(self._facts)
        direction = QBoxLayout.Direction
        is_narrow = self.width() < room
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)


class _Fact(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.number = Label(factor=1.6, is_bold=True)
        self.words = Label(factor=0.9, is_quiet=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self.number, self.words):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
