"""Where a new, empty project is to be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from real_desktop.core.errors import UserError
from real_desktop.gui import dialogs
from real_desktop.gui.opening import Opening
from real_desktop.gui.preferences import Preferences
from real_desktop.session.new_place import place_fault
from real_desktop.session.session import CHUNK_ROWS_BESIDE_A_WINDOW, SUFFIX, new_session


class NewProject(QObject):
    """Asks for a place until one is free, makes the project and opens it."""

    def __init__(self, window: QWidget, preferences: Preferences, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._preferences, self._opening = window, preferences, opening
        self._offered = Path.home()

    def make_empty(self, folder: Path) -> None:
        """Make a project with nothing in it."""
        self._offered = folder / f"New project{SUFFIX}"
        self._ask()

    def _ask(self) -> None:
        target = dialogs.ask_new_project(self._window, self._offered)
        if target is None:
            return
        if fault := place_fault(target):
            self._offered = target
            dialogs.show_error(self._window, UserError(fault)).finished.connect(self._ask)
            return
        name = self._preferences.settings.annotator_name
        session = new_session(target.absolute(), CHUNK_ROWS_BESIDE_A_WINDOW, annotator=name)
        self._opening.open(session)
