"""The answers under the cards they speak of, and the line of smaller actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from real_desktop.core.records import Choice
from real_desktop.gui.actions import BY_ID
from real_desktop.gui.answer_button import AnswerButton
from real_desktop.gui.panel import ElidedLabel, KeyCap, Label, paint_focus
from real_desktop.gui.theme import SPACE

ACTION_OF = {
    Choice.LEFT: "judge.left",
    Choice.TIE: "judge.tie",
    Choice.BOTH_BAD: "judge.both_bad",
    Choice.RIGHT: "judge.right",
    Choice.SKIP: "judge.skip",
}


class AnswerBar(QWidget):
    """Left under the left card, right under the right, tie and both bad between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {
            choice: _button(choice) for choice in ACTION_OF if choice is not Choice.SKIP
        }
        self._buttons[Choice.TIE].set_alignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons[Choice.BOTH_BAD].set_alignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons[Choice.RIGHT].set_alignment(Qt.AlignmentFlag.AlignRight)
        self._skip, self._undo = LinkButton("judge.skip"), LinkButton("edit.undo")
        self._said = ElidedLabel(is_quiet=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        answers = QHBoxLayout()
        answers.setSpacing(SPACE)
        for choice, stretch in zip(self._buttons, (3, 1, 1, 3), strict=True):
            answers.addWidget(self._buttons[choice], stretch)
        lower = QHBoxLayout()
        lower.setSpacing(3 * SPACE)
        for part in (self._undo, self._skip):
            lower.addWidget(part)
        lower.addWidget(self._said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(answers)
        layout.addLayout(lower)

    def connect_actions(self, action_of: dict[str, QAction]) -> None:
        """Let every control do what its action does, and be enabled when that is."""
        for choice, button in self._buttons.items():
            _follow(button, action_of[ACTION_OF[choice]])
        self._skip.follow(action_of["judge.skip"])
        self._undo.follow(action_of["edit.undo"])

    def show_taken(self, choice: Choice) -> None:
        """Show for a moment which answer was taken."""
        if choice in self._buttons:
            self._buttons[choice].flash()

    def show_said(self, sentence: str) -> None:
        """What happened last; it stays until the next judgement."""
        self._said.setText(sentence)


def _button(choice: Choice) -> AnswerButton:
    spec = BY_ID[ACTION_OF[choice]]
    return AnswerButton(spec.text, spec.keys[0], is_key_last=choice is Choice.RIGHT)


def _follow(button: AnswerButton, action: QAction) -> None:
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())


class LinkButton(QToolButton):
    """A small action with its key in front; its text is the action's. Space does not press it."""

    def __init__(self, action_id: str) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cap = KeyCap(BY_ID[action_id].keys[0])
        self._label = Label(is_quiet=True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 6, 2)
        layout.setSpacing(SPACE)
        layout.addWidget(self._cap)
        layout.addWidget(self._label)

    def follow(self, action: QAction) -> None:
        """Do what the action does, under its name."""
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._take_name)
        self._take_name()

    def _take_name(self) -> None:
        text = self._action.text().replace("&", "")
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setEnabled(self._action.isEnabled())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()
