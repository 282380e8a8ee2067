"""What the Project menu does to the project as a whole."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.changes import Changes
from real_desktop.gui import dialogs
from real_desktop.gui.files import Files
from real_desktop.gui.imports_dialog import ImportsDialog, removal_question
from real_desktop.gui.project_settings_dialog import ProjectSettingsDialog
from real_desktop.gui.relay import Relay
from real_desktop.session.copying import save_copy
from real_desktop.session.removing import remove_import
from real_desktop.session.session import Session
from real_desktop.store.import_removal import ImportedFile, imported_files
from real_desktop.store.project_settings import (
    ProjectEdit,
    ProjectSettings,
    project_settings,
    save_project_settings,
)
from real_desktop.store.thread import Priority


class ProjectCommands(QObject):
    """Asks what is to be done and does it; `changed` carries the Changes."""

    changed = Signal(object)
    copied = Signal(object)

    def __init__(self, window: QWidget, files: Files) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._relay = Relay(self)

    def settings(self) -> None:
        """Show and change the name, the people and the guidelines."""
        session = self._files.session
        if session:
            self._relay.when_done(
                session.submit(Priority.READ, project_settings),
                partial(self._show_settings, session),
                self._files.failed.emit,
            )

    def imports(self) -> None:
        """List the imported files."""
        session = self._files.session
        if session:
            self._relay.when_done(
                session.submit(Priority.READ, imported_files),
                self._show_imports,
                self._files.failed.emit,
            )

    def save_copy(self) -> None:
        """Ask for a place and save a copy there; the open project stays the open one."""
        session = self._files.session
        if session is None or self._files.is_busy:
            return
        offered = session.path.with_name(f"{session.path.stem} copy{session.path.suffix}")
        target = dialogs.ask_copy(self._window, offered)
        if target:
            self._files.jobs.start(save_copy(session, target), self.copied.emit)

    def _show_settings(self, session: Session, settings: ProjectSettings) -> None:
        dialog = ProjectSettingsDialog(self._window, settings)
        dialog.edited.connect(partial(self._save, session, dialog))
        dialog.open()

    def _save(self, session: Session, dialog: ProjectSettingsDialog, edit: ProjectEdit) -> None:
        def tell(_nothing: None) -> None:
            dialog.finish()
            self.changed.emit(Changes(is_project_changed=True))

        work = partial(save_project_settings, edit=edit)
        self._relay.when_done(session.submit(Priority.READ, work), tell, dialog.fail)

    def _show_imports(self, files: list[ImportedFile]) -> None:
        dialog = ImportsDialog(self._window, files)
        dialog.removal_asked.connect(self._ask_removal)
        dialog.import_asked.connect(self._files.add)
        dialog.open()

    def _ask_removal(self, one: ImportedFile) -> None:
        box = dialogs.ask(self._window, "Delete an import", removal_question(one), "Delete")
        box.accepted.connect(partial(self._remove, one))

    def _remove(self, one: ImportedFile) -> None:
        if self._files.session and not self._files.is_busy:
            job = remove_import(self._files.session, one.id)
            self._files.jobs.start(job, self.changed.emit)
