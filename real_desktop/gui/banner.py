"""A line that says what is wrong and offers what helps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce


class Banner(Panel):
    """Hidden until there is something to say."""

    retried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label(is_bold=True)
        self._text.setWordWrap(True)
        self._retry = BigButton("Retry")
        self._retry.clicked.connect(self.retried)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE, SPACE, SPACE)
        layout.addWidget(Label("⚠"))
        layout.addWidget(self._text, 1)
        layout.addWidget(self._retry)
        self.hide()

    def show_problem(self, text: str, *, can_retry: bool) -> None:
        """Say what is wrong, with a button to try again where that can help."""
        self._text.setText(text)
        self.setAccessibleName(text)
        announce(self, text)
        self._retry.setVisible(can_retry)
        self.show()
