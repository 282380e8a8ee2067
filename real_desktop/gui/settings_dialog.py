"""The settings, one row for each line of their table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from real_desktop.core.errors import UserError
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.controls import CheckBox, ComboBox, NumberBox
from real_desktop.gui.form_dialog import FormDialog
from real_desktop.gui.panel import Label
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.text_field import TextField
from real_desktop.session.settings import SECTIONS, SETTINGS, Settings, SettingSpec, Value
from real_desktop.session.settings_file import settings_path


class SettingsDialog(FormDialog):
    """Shows the settings as the file has them, with the size of the text as it is now."""

    def __init__(self, parent: QWidget, preferences: Preferences, text_percent: int) -> None:
        super().__init__(parent, "Settings", "Save")
        self._preferences = preferences
        self._editors = {spec.name: editor_for(spec) for spec in SETTINGS}
        for section in SECTIONS:
            self.add_title(section)
            for spec in SETTINGS:
                if spec.section == section:
                    self.add_row(spec.text, spec.help, self._editors[spec.name].control)
        place = Label(f"Kept in {settings_path()}", factor=0.9, is_quiet=True)
        place.setWordWrap(True)
        self.column.addWidget(place)
        self.column.addStretch(1)
        defaults = BigButton("Restore defaults")
        defaults.setToolTip("Put every row back; nothing changes until you save")
        defaults.clicked.connect(self._show_defaults)
        self.add_button(defaults)
        self._show(replace(preferences.in_the_file(), text_percent=text_percent))

    def take(self) -> bool:
        values = {name: editor.read() for name, editor in self._editors.items()}
        for spec in SETTINGS:
            if fault := spec.fault(values[spec.name]):
                raise UserError(f"{spec.text}: {fault}")
        self._preferences.change(**values)
        return True

    def _show(self, settings: Settings) -> None:
        for name, editor in self._editors.items():
            editor.show(getattr(settings, name))

    def _show_defaults(self) -> None:
        self._show(Settings())


class Editor:
    """A control, and how a value gets into it and out of it."""

    def __init__(
        self, control: QWidget, show: Callable[[Value], None], read: Callable[[], Value]
    ) -> None:
        self.control, self.show, self.read = control, show, read


def editor_for(spec: SettingSpec) -> Editor:
    """The control that suits a setting."""
    if spec.choices:
        return _choice(spec)
    if isinstance(spec.default, bool):
        box = CheckBox()
        return Editor(box, lambda value: box.setChecked(bool(value)), box.isChecked)
    if isinstance(spec.default, int):
        return _number(spec)
    line = TextField()
    line.setMinimumWidth(line.fontMetrics().averageCharWidth() * 24)
    return Editor(line, lambda value: line.setText(str(value)), lambda: line.text().strip())


def _choice(spec: SettingSpec) -> Editor:
    box = ComboBox()
    for word, text in spec.choices.items():
        box.addItem(text, word)
    return Editor(
        box,
        lambda value: box.setCurrentIndex(box.findData(value)),
        lambda: str(box.currentData()),
    )


def _number(spec: SettingSpec) -> Editor:
    box = NumberBox()
    box.setRange(spec.lowest, spec.highest)
    box.setSuffix(f" {spec.unit}" if spec.unit else "")
    return Editor(box, lambda value: box.setValue(int(value)), box.value)
