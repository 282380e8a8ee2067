"""Where the window was: what QSettings is for. Everything else is in the settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from real_desktop.gui.main_window import MainWindow


def restore_window(window: MainWindow) -> None:
    """Put the window where it was; a new one gets a size that suits two columns."""
    settings = QSettings()
    geometry = settings.value("geometry")
    if geometry is None or not window.restoreGeometry(geometry):
        window.resize(1280, 820)


def remember_window(window: MainWindow) -> None:
    """Keep the window's place for the next start."""
    QSettings().setValue("geometry", window.saveGeometry())
