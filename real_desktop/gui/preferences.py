"""The settings in use in this window; whoever follows them is told when they change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from real_desktop.session.settings import Settings, Value
from real_desktop.session.settings_file import save_settings


class Preferences(QObject):
    """Holds the settings; a change is on the disk before it is told."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def note(self, **values: Value) -> None:
        """Take over what the person changed elsewhere; it is saved with the next change."""
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]

    def change(self, **values: Value) -> None:
        """Take other values and save them. Raises UserError when the disk refuses."""
        settings = replace(self.settings, **values)  # type: ignore[arg-type]
        save_settings(settings)
        self.settings = settings
        self.changed.emit(settings)
