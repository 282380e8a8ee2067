"""What the Project menu does to the project as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from real_desktop.core.changes import Changes
from real_desktop.core.errors import UserError
from real_desktop.gui import dialogs
from real_desktop.gui.files import Files
from real_desktop.gui.imports_dialog import ImportsDialog, removal_question
from real_desktop.gui.project_settings_dialog import ProjectSettingsDialog
from real_desktop.gui.relay import Relay
from real_desktop.session.copying import save_copy
from real_desktop.session.removing import drop_hidden_import
from real_desktop.session.session import Session
from real_desktop.store.import_removal import hide_import
from real_desktop.store.imported_files import ImportedFile, imported_files
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.project_settings import (
    ProjectEdit,
    ProjectSettings,
    project_settings,
    save_project_settings,
)
from real_desktop.store.thread import Priority

T = TypeVar("T")


class ProjectCommands(QObject):
    """Asks what is to be done and does it; `changed` carries the Changes."""

    changed = Signal(object)
    copied = Signal(object)

    def __init__(self, window: QWidget, files: Files) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._relay = Relay(self)
        self._asking: QDialog | None = None
        files.opening.closed.connect(self._stop_asking)

    def settings(self) -> None:
        """Show and change the name, the people and the guidelines."""
        self._read_then(project_settings, self._show_settings)

    def imports(self) -> None:
        """List the imported files."""
        self._read_then(imported_files, self._show_imports)

    def save_copy(self) -> None:
        """Ask for a place and save a copy there; the open project stays the open one."""
        session = self._files.session
        if session is None or self._files.is_busy:
            return
        offered = session.path.with_name(f"{session.path.stem} copy{session.path.suffix}")
        target = dialogs.ask_copy(self._window, offered)
        if target:
            self._files.jobs.start(save_copy(session, target), self.copied.emit)

    def _read_then(
        self, read: Callable[[ProjectFile], T], show: Callable[[Session, T], None]
    ) -> None:
        session = self._files.session
        if session:
            self._relay.when_done(
                session.submit(Priority.READ, read),
                partial(self._show_once, session, show),
                self._files.failed.emit,
            )

    def _show_once(self, session: Session, show: Callable[[Session, T], None], found: T) -> None:
        """A second press while the first was read shows nothing more, nor does a closed project."""
        if session is self._files.session and self._asking is None:
            show(session, found)

    def _ask(self, dialog: QDialog) -> None:
        self._asking = dialog
        dialog.finished.connect(self._end_asking)
        dialog.open()

    def _end_asking(self) -> None:
        self._asking = None

    def _stop_asking(self) -> None:
        if self._asking:
            self._asking.reject()

    def _show_settings(self, session: Session, settings: ProjectSettings) -> None:
        dialog = ProjectSettingsDialog(self._window, settings, self._files.embed_options)
        dialog.edited.connect(partial(self._save, session, dialog))
        self._ask(dialog)

    def _save(self, session: Session, dialog: ProjectSettingsDialog, edit: ProjectEdit) -> None:
        self._relay.when_done(
            session.submit(Priority.JUDGE, partial(save_project_settings, edit=edit)),
            partial(self._tell_saved, dialog),
            partial(self._tell_not_saved, dialog),
        )

    def _tell_saved(self, dialog: ProjectSettingsDialog, _nothing: None) -> None:
        self.changed.emit(Changes(is_project_changed=True))
        if dialog is self._asking:
            dialog.finish()

    def _tell_not_saved(self, dialog: ProjectSettingsDialog, error: BaseException) -> None:
        if dialog is self._asking:
            dialog.fail(error)
        else:
            self._files.failed.emit(error)

    def _show_imports(self, session: Session, files: list[ImportedFile]) -> None:
        dialog = ImportsDialog(self._window, files)
        dialog.removal_asked.connect(partial(self._ask_removal, session))
        dialog.import_asked.connect(self._files.add)
        self._ask(dialog)

    def _ask_removal(self, session: Session, one: ImportedFile) -> None:
        box = dialogs.ask(self._window, "Delete an import", removal_question(one), "Delete")
        box.accepted.connect(partial(self._remove, session, one.id))
        self._asking = box
        box.finished.connect(self._end_asking)

    def _remove(self, session: Session, import_id: int) -> None:
        if session is not self._files.session or self._files.is_busy:
            self._files.failed.emit(UserError("nothing was deleted, since something else runs"))
            return
        self._relay.when_done(
            session.submit(Priority.JUDGE, partial(hide_import, import_id=import_id)),
            partial(self._drop, session, import_id),
            self._files.failed.emit,
        )

    def _drop(self, session: Session, import_id: int, _nothing: None) -> None:
        """The file is gone for everyone; what is left of it is deleted beside their work."""
        self.changed.emit(Changes(imports=frozenset({import_id})))
        if session is self._files.session and not self._files.is_busy:
            self._files.jobs.start(drop_hidden_import(session, import_id))
