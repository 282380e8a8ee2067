"""File > Open recent: the projects that were open, and a way to empty the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from real_desktop.session import places


class RecentMenu(QMenu):
    """Looks at the list each time it is opened."""

    project_asked = Signal(object)
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Open recent", parent)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the projects that are still there, the last one first."""
        self.clear()
        projects = places.recent_projects()
        for path in projects:
            text = f"{path.stem}   {path.parent}".replace("&", "&&")
            self.addAction(text).triggered.connect(partial(self.project_asked.emit, path))
        if not projects:
            self.addAction("Projects you open are listed here").setEnabled(False)
            return
        self.addSeparator()
        self.addAction("Empty this list").triggered.connect(self._empty)

    def _empty(self) -> None:
        places.forget_recent_projects()
        self.emptied.emit()
