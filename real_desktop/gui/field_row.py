"""One field of a form: its name, its control, and what it means or why it is of no use now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE


class FieldRow(QWidget):
    """The control on the right of its name; with `is_wide`, under it."""

    def __init__(self, name: str, meaning: str, control: QWidget, *, is_wide: bool = False) -> None:
        super().__init__()
        self.control = control
        self._meaning, self._reason = meaning, ""
        self._name = Label(name)
        self._name.setWordWrap(True)
        self._name.setBuddy(control)
        self._said = Label(factor=0.9, is_quiet=True)
        self._said.setWordWrap(True)
        control.setAccessibleName(name.replace("&", ""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        if is_wide:
            layout.addWidget(self._name)
            layout.addWidget(control)
        else:
            line = QHBoxLayout()
            line.setSpacing(2 * SPACE)
            line.addWidget(self._name, 1)
            line.addWidget(control, 0, Qt.AlignmentFlag.AlignRight)
            layout.addLayout(line)
        layout.addWidget(self._said)
        self._show()

    def explain(self, meaning: str) -> None:
        """What the field means with the value that it has."""
        self._meaning = meaning
        self._show()

    def allow(self, reason: str = "") -> None:
        """Let the control be used, unless there is a reason why it is of no use now."""
        self._reason = reason
        self.control.setEnabled(not reason)
        self._show()

    def _show(self) -> None:
        said = self._reason or self._meaning
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.control.setAccessibleDescription(said)
        self.control.setToolTip(said)
