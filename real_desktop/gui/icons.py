"""The program's own pictures."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from real_desktop.resource_files import resource

SIZES = (16, 32, 48, 64, 128, 256)


def app_icon() -> QIcon:
    """The icon of the program at every size it was drawn for."""
    icon = QIcon()
    for size in SIZES:
        icon.addFile(str(resource(f"icons/real-desktop-{size}.png")))
    return icon
