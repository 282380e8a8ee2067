"""The prompt above the two responses: its own scroll, and it folds to one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from real_desktop.core.records import Message
from real_desktop.core.turns import said
from real_desktop.gui.panel import Label, Panel, paint_focus
from real_desktop.gui.reading_view import Part, ReadingView
from real_desktop.gui.theme import READING, SPACE

ROLES = {
    "system": "SYSTEM",
    "developer": "SYSTEM",
    "user": "USER",
    "assistant": "ASSISTANT",
    "tool": "TOOL",
}


class PromptPanel(Panel):
    """Shows what the model was asked, turn by turn if there is more than one."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Prompt")
        self.text = ReadingView()
        self.text.setAccessibleName("Text of the prompt")
        self._is_folded = False
        self._line = Label(factor=READING)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.hide()
        self._fold = FoldButton()
        self._fold.clicked.connect(self.toggle)
        head = QHBoxLayout()
        self._title = Label("PROMPT", factor=0.85, is_bold=True, is_quiet=True)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._fold)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE, SPACE, SPACE)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._line)
        layout.addWidget(self.text, 1)
        self._last_turn = ""
        self._name_fold()

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show a prompt; the roles stand over the turns unless it is a single question."""
        is_single = not messages[1:] and all(m.role == "user" for m in messages)
        self._title.setText("PROMPT" if is_single else f"PROMPT · {len(messages)} turns")
        self._last_turn = said(messages[-1]) if messages else ""
        self._show_line()
        self.text.show_parts(
            [Part(said(m), "" if is_single else ROLES.get(m.role, m.role)) for m in messages]
        )
        if not is_single:
            # The height follows the text, so the last turn is found once that is settled.
            QTimer.singleShot(0, self.text.scroll_to_last_part)

    @property
    def is_folded(self) -> bool:
        """Whether only one line is shown."""
        return self._is_folded

    def toggle(self) -> None:
        """Fold to one line, or unfold."""
        self._is_folded = not self._is_folded
        self._name_fold()
        self.text.setVisible(not self._is_folded)
        self._line.setVisible(self._is_folded)
        self._show_line()
        self.resized.emit()

    def wanted_height(self) -> int:
        """The height at which the prompt is seen whole, or one line of it when folded."""
        margins = self._layout.contentsMargins()
        head = max(self._fold.sizeHint().height(), self._title.sizeHint().height())
        around = margins.top() + margins.bottom() + head + 2
        if self._is_folded:
            return around + self._line.sizeHint().height()
        return around + round(self.text.document().size().height()) + 6

    def _show_line(self) -> None:
        first = self._last_turn.strip().split("\n")[0]
        room = self.width() - 8 * SPACE
        metrics = self._line.fontMetrics()
        self._line.setText(metrics.elidedText(first, Qt.TextElideMode.ElideRight, room))

    def _name_fold(self) -> None:
        arrow = Qt.ArrowType.RightArrow if self._is_folded else Qt.ArrowType.DownArrow
        self._fold.setArrowType(arrow)
        name = "Unfold the prompt" if self._is_folded else "Fold the prompt to one line"
        self._fold.setAccessibleName(name)
        self._fold.setToolTip(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_line()


class FoldButton(QToolButton):
    """A small arrow; Enter presses it, and Space goes on reading."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus(self)
