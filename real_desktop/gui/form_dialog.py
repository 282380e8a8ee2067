"""A form in a dialog: rows that scroll when the screen is small, and the buttons below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from real_desktop.core.errors import UserError
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import Label
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce, sentence

SHARE_OF_SCREEN = 0.9
WIDTH = 560


class FormDialog(QDialog):
    """Add rows to `column`. A subclass does its work in `take`, which may raise UserError.

    The dialog closes when `take` is done, or later by `finish`; an error stays in it, beside
    the buttons.
    """

    def __init__(self, parent: QWidget, title: str, verb: str, cancel: str = "Cancel") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = QWidget()
        self._controls: list[QWidget] = []
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        self.column.setSpacing(2 * SPACE)
        self.problem = Label(is_bold=True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.go = BigButton(verb, is_primary=True)
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        self._lay_out(cancel)

    def add_title(self, text: str) -> None:
        """Begin a group of rows."""
        if self.column.count():
            self.column.addSpacing(SPACE)
        self.column.addWidget(Label(text, factor=1.15, is_bold=True))

    def add_row(self, text: str, help_text: str, control: QWidget) -> None:
        """A control on the right of its name, what it means in smaller type below the name."""
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addLayout(_name_and_help(text, help_text, control), 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        self._controls.append(control)
        self.column.addLayout(row)

    def add_field(self, text: str, help_text: str, control: QWidget) -> None:
        """A control that needs the whole width, under its name."""
        block = _name_and_help(text, help_text, control)
        block.setSpacing(SPACE // 2)
        block.insertWidget(1, control)
        self._controls.append(control)
        self.column.addLayout(block)

    def take(self) -> bool:
        """Do what the dialog is for, and tell whether it is done already. Raises UserError."""
        return True

    def finish(self) -> None:
        """What `take` began is done."""
        super().accept()

    def fail(self, error: BaseException) -> None:
        """What `take` began could not be done; the dialog stays. Raises what is a bug."""
        self.go.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.show_problem(str(error))

    def _order_tabs(self) -> None:
        """The rows come first, then the buttons, which were made before them."""
        buttons = [one for one in self.findChildren(BigButton) if one.parent() is self]
        for before, after in pairwise([*self._controls, *buttons]):
            self.setTabOrder(before, after)
        if self._controls:
            self._controls[0].setFocus()

    def add_button(self, button: BigButton) -> None:
        """A further button, on the left."""
        self._buttons.insertWidget(0, button)

    def show_problem(self, text: str) -> None:
        """Say what is wrong; the dialog stays."""
        self.problem.setText(sentence(text))
        announce(self, sentence(text))
        self.problem.show()

    def _lay_out(self, cancel_text: str) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBar(ThinScrollBar(scroll))
        scroll.setWidget(self._content)
        self._scroll = scroll
        cancel = BigButton(cancel_text)
        cancel.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 2 * SPACE)
        self._buttons.setSpacing(SPACE)
        self._buttons.addWidget(self.problem, 1)
        self._buttons.addStretch(0)
        cancel.setVisible(bool(cancel_text))
        for button in (cancel, self.go):
            self._buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._buttons)

    def open(self) -> None:
        # Left alone, Qt opens a dialog no larger than two thirds of the screen.
        self.resize(self.sizeHint())
        self._order_tabs()
        super().open()

    def accept(self) -> None:
        try:
            is_done = self.take()
        except UserError as error:
            self.fail(error)
            return
        if is_done:
            self.finish()

    def sizeHint(self) -> QSize:
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        least = self._content.minimumSizeHint().width() + bar
        wished = max(round(WIDTH * self.fontMetrics().height() / 20), least)
        width = min(wished, room.width())
        inner = self._content.layout()
        # A bar that shows itself for a moment makes texts wrap, and would have to stay.
        height = _height_of(inner, width - bar) if inner else 0
        height += self._buttons.sizeHint().height() + SPACE
        return QSize(width, min(height, room.height()))


def _height_of(layout: QLayout, width: int) -> int:
    return (
        layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
    )


def _name_and_help(text: str, help_text: str, control: QWidget) -> QVBoxLayout:
    name = Label(text)
    name.setWordWrap(True)
    name.setBuddy(control)
    control.setAccessibleName(text)
    control.setAccessibleDescription(help_text)
    block = QVBoxLayout()
    block.setSpacing(2)
    block.addWidget(name)
    if help_text:
        meaning = Label(help_text, factor=0.9, is_quiet=True)
        meaning.setWordWrap(True)
        block.addWidget(meaning)
    return block
