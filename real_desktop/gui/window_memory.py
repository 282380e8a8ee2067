"""Where the window was and how the last export was: what QSettings is for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize

if TYPE_CHECKING:
    from real_desktop.gui.main_window import MainWindow

FIRST_SIZE = QSize(1280, 820)
FRAME = QSize(16, 48)
"""What a window manager may draw around a window."""


def restore_window(window: MainWindow) -> None:
    """Put the window where it was; a new one gets a size that suits two columns and the screen."""
    settings = QSettings()
    geometry = settings.value("geometry")
    if geometry is None or not window.restoreGeometry(geometry):
        room = window.screen().availableSize() - FRAME
        window.resize(FIRST_SIZE.boundedTo(room))


def remember_window(window: MainWindow) -> None:
    """Keep the window's place for the next start."""
    QSettings().setValue("geometry", window.saveGeometry())


def remember_export(format_name: str, folder: Path) -> None:
    """Keep what was exported, and where, for the next export."""
    settings = QSettings()
    settings.setValue("export_format", format_name)
    settings.setValue("export_folder", str(folder))


def remembered_format() -> str:
    """The name of the last export's format, empty before the first."""
    return str(QSettings().value("export_format", ""))


def remembered_export_folder() -> Path | None:
    """The folder of the last export, if it is still there."""
    name = str(QSettings().value("export_folder", ""))
    return Path(name) if name and os.path.isdir(name) else None
