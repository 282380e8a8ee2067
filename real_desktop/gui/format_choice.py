"""The kinds of files to choose from, each with one sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from real_desktop.formats.export_format import ExportFormat
from real_desktop.formats.exports import EXPORTS
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.radio_button import RadioButton
from real_desktop.gui.theme import SPACE


class FormatChoice(Panel):
    """One of the export formats; `changed` follows every other choice."""

    changed = Signal()

    def __init__(self, chosen_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Format")
        self._group = QButtonGroup(self)
        self._rows = [FormatRow(one) for one in EXPORTS.values()]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        for row in self._rows:
            layout.addWidget(row)
            self._group.addButton(row.button)
            row.button.setChecked(row.format.name == chosen_name)
        chosen = next((row for row in self._rows if row.button.isChecked()), self._rows[0])
        chosen.button.setChecked(True)
        self.setFocusProxy(chosen.button)
        self._group.buttonToggled.connect(self._tell)

    @property
    def chosen(self) -> ExportFormat:
        """The format that is chosen."""
        return next(row.format for row in self._rows if row.button.isChecked())

    def _tell(self, button: QRadioButton, is_checked: bool) -> None:  # noqa: FBT001 - Qt's
        if is_checked:
            self.setFocusProxy(button)
            self.changed.emit()


class FormatRow(QWidget):
    """A format's title with its sentence under it; a click anywhere chooses it."""

    def __init__(self, export_format: ExportFormat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format = export_format
        self.button = RadioButton(export_format.title)
        self.button.setAccessibleName(export_format.title)
        self.button.setAccessibleDescription(export_format.sentence)
        self._sentence = Label(export_format.sentence, is_quiet=True)
        self._sentence.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self._sentence)
        self._indent()

    def _indent(self) -> None:
        self._sentence.setContentsMargins(self.button.text_left, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._indent()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.button.setFocus()
            self.button.click()
