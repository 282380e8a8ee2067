"""Opening, importing, preparing and exporting: what the File menu does."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.export_dialog import ExportChoice, ExportDialog
from real_desktop.gui.jobs import JobRunner
from real_desktop.gui.relay import Relay
from real_desktop.gui.window_memory import remember_export
from real_desktop.session import places
from real_desktop.session.demo import sample_project
from real_desktop.session.export_preview import ExportPreview, export_preview
from real_desktop.session.exporting import ExportReport, export
from real_desktop.session.importing import SurveyedFile, import_files, survey_files
from real_desktop.session.preparing import prepare
from real_desktop.session.session import (
    CHUNK_ROWS_BESIDE_A_WINDOW,
    SUFFIX,
    Session,
    new_session,
    open_session,
)
from real_desktop.store.thread import Priority


class Files(QObject):
    """The open project and the jobs on it. It knows no page; it tells by signals."""

    opened = Signal(object)
    closed = Signal()
    imported = Signal(object)
    prepared = Signal()
    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._relay = Relay(self)
        self.jobs = JobRunner(self)
        self.jobs.failed.connect(self.failed)
        self.session: Session | None = None
        self._opening: Session | None = None
        self._asking: ExportDialog | None = None
        self._folder = Path.home()

    def open(self) -> None:
        """Ask for a project or responses and open them."""
        self.open_paths(dialogs.ask_files_to_open(self._window, self._folder))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a project, or read responses into a new project whose place is asked for."""
        if not paths or self.jobs.is_running:
            return
        self._folder = paths[0].absolute().parent
        if paths[0].suffix == SUFFIX:
            self.open_project(paths[0])
            return
        self.jobs.start(survey_files(paths), self._make_project)

    def open_project(self, path: Path, *, is_prepared: bool = False) -> None:
        """Open a project in place of the present one; prepare its pairs if that is asked."""
        self.close()
        session = open_session(path.absolute(), CHUNK_ROWS_BESIDE_A_WINDOW)
        self._wait_for(session, self.prepare if is_prepared else None)

    def sample(self) -> None:
        """Open the sample project, ready to judge."""
        if not self.jobs.is_running:
            self.jobs.start(_sample(), partial(self.open_project, is_prepared=True))

    def add(self) -> None:
        """Ask for responses and add them to the open project."""
        paths = dialogs.ask_responses(self._window, self._folder)
        if paths:
            self._folder = paths[0].parent
            self.jobs.start(survey_files(paths), self._import)

    def prepare(self) -> None:
        """Embed what lacks a vector and choose pairs, unless there are pairs already."""
        if self.session and not self.jobs.is_running:
            self.jobs.start(prepare(self.session), self._tell_prepared)

    def export(self) -> None:
        """Ask what to export and where, and write it."""
        if self.session is None or self.jobs.is_running:
            return
        self._asking = dialog = ExportDialog(self._window, self.session.path)
        dialog.export_asked.connect(self._export)
        dialog.finished.connect(self._end_asking)
        dialog.open()
        self._relay.when_done(
            self.session.submit(Priority.READ, export_preview),
            partial(self._show_preview, dialog),
            self.failed.emit,
        )

    def close(self) -> None:
        """Stop what runs and close the project; every judgement is on the disk already."""
        if self._asking:
            self._asking.reject()
        self.jobs.stop()
        session, self.session = self.session, None
        opening, self._opening = self._opening, None
        if opening:
            opening.close()
        if session:
            session.close()
            self.closed.emit()

    def _show_preview(self, dialog: ExportDialog, preview: ExportPreview) -> None:
        if dialog is self._asking:
            dialog.show_preview(preview)

    def _end_asking(self) -> None:
        if self._asking:
            self._asking.deleteLater()
            self._asking = None

    def _export(self, choice: ExportChoice) -> None:
        if self.session:
            job = export(self.session, choice.out, choice.format_name)
            self.jobs.start(job, partial(self._tell_export, choice))

    def _tell_export(self, choice: ExportChoice, report: ExportReport) -> None:
        remember_export(choice.format_name, choice.out.parent)
        self.exported.emit(report)

    def _make_project(self, surveyed: list[SurveyedFile]) -> None:
        paths = [one.path for one in surveyed]
        target = dialogs.ask_new_project(self._window, paths, SUFFIX)
        if target is None:
            return
        self.close()
        session = new_session(target.absolute(), CHUNK_ROWS_BESIDE_A_WINDOW)
        self._wait_for(session, partial(self._import, surveyed, is_prepared=True))

    def _wait_for(self, session: Session, then: Callable[[], None] | None) -> None:
        self._opening = session
        self._relay.when_done(
            session.opened, partial(self._take, session, then), partial(self._refuse, session)
        )

    def _take(self, session: Session, then: Callable[[], None] | None, _opened: None) -> None:
        if session is not self._opening:
            return
        self._opening, self.session = None, session
        places.remember_project(session.path)
        self.opened.emit(session)
        if then:
            then()

    def _refuse(self, session: Session, error: BaseException) -> None:
        if session is self._opening:
            self._opening = None
            self.failed.emit(error)

    def _import(self, surveyed: list[SurveyedFile], *, is_prepared: bool = False) -> None:
        if self.session is None:
            return

        def tell(report: object) -> None:
            self.imported.emit(report)
            if is_prepared:
                self.prepare()

        self.jobs.start(import_files(self.session, surveyed), tell)

    def _tell_prepared(self, _reports: object) -> None:
        self.prepared.emit()


def _sample() -> Generator[Progress, None, Path]:
    yield Progress("Making the sample project")
    return sample_project()
