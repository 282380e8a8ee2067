"""Where a new project is to be, and what goes into it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from real_desktop.core.errors import UserError
from real_desktop.gui import dialogs
from real_desktop.gui.opening import Opening
from real_desktop.gui.preferences import Preferences
from real_desktop.session.session import CHUNK_ROWS_BESIDE_A_WINDOW, SUFFIX, new_session


class NewProject(QObject):
    """Asks for a place until one is free, makes the project, opens it and lets it be filled."""

    def __init__(self, window: QWidget, preferences: Preferences, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._preferences, self._opening = window, preferences, opening
        self._offered = Path.home()
        self._then: Callable[[], None] | None = None

    def make_empty(self, folder: Path) -> None:
        """Make a project with nothing in it."""
        self._then, self._offered = None, folder / f"New project{SUFFIX}"
        self._ask()

    def make_of(self, first: Path, fill: Callable[[], None]) -> None:
        """Make a project beside the first of some files; `fill` imports them."""
        self._then, self._offered = fill, first.with_name(_stem(first) + SUFFIX)
        # The dialog blocks, and the job that was just done has its end to tell first.
        QTimer.singleShot(0, self._ask)

    def _ask(self) -> None:
        target = dialogs.ask_new_project(self._window, self._offered)
        if target is None:
            return
        if problem := _problem(target):
            self._offered = target
            dialogs.show_error(self._window, problem).finished.connect(self._ask)
            return
        name = self._preferences.settings.annotator_name
        session = new_session(target.absolute(), CHUNK_ROWS_BESIDE_A_WINDOW, annotator=name)
        self._opening.open(session, self._then)


def _problem(target: Path) -> UserError | None:
    if os.path.lexists(target):
        return UserError(f"{target.name} exists already; choose another name")
    if not target.parent.is_dir():
        return UserError(f"the folder {target.parent} does not exist; choose another")
    return None


def _stem(path: Path) -> str:
    """The name of a file of responses without what says its format."""
    return Path(path.name.removesuffix(".gz")).stem
