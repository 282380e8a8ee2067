"""The settings in use in this window; whoever follows them is told when they change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from real_desktop.session.settings import Settings, Value
from real_desktop.session.settings_file import load_settings, save_settings


class Preferences(QObject):
    """Holds the settings; a change is on the disk before it is told."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def in_the_file(self) -> Settings:
        """The settings as the file has them now, edited by hand perhaps."""
        return load_settings().settings

    def change(self, **values: Value) -> None:
        """Take other values and save them; what was edited in the file meanwhile stays.

        Raises UserError when the disk refuses.
        """
        settings = replace(load_settings().settings, **values)  # type: ignore[arg-type]
        save_settings(settings)
        self.settings = settings
        self.changed.emit(settings)
