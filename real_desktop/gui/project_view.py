"""Which page is shown, what it says, and which actions make sense: all from what happened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from real_desktop.gui import dialogs
from real_desktop.gui.actions import When
from real_desktop.gui.relay import Relay
from real_desktop.session import places
from real_desktop.session.labeling import Labeling
from real_desktop.session.statistics import NextStep, Overview, overview
from real_desktop.store.thread import Priority

if TYPE_CHECKING:
    from real_desktop.core.progress import Progress
    from real_desktop.gui.main_window import MainWindow
    from real_desktop.session.desk import Step
    from real_desktop.session.exporting import ExportReport
    from real_desktop.session.importing import ImportReport
    from real_desktop.session.session import Session


class ProjectView(QObject):
    """Listens to the jobs and the judging, and keeps pages and menus in step."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._relay = Relay(self)
        self._overview: Overview | None = None
        self._goes_to_judging = False
        files, jobs = window.files, window.files.jobs
        files.opened.connect(self._take_project)
        files.closed.connect(self._forget_project)
        files.imported.connect(self._show_import)
        files.prepared.connect(self.show_judging)
        files.exported.connect(self._tell_export)
        files.failed.connect(self._tell_error)
        jobs.started.connect(self._begin_job)
        jobs.progressed.connect(self._show_progress)
        jobs.ended.connect(self._end_job)
        window.judging.stepped.connect(self._show_step)
        window.judging.broke.connect(self._tell_error)

    def show_welcome(self) -> None:
        """No project is open."""
        self._window.welcome.show_recent(places.recent_projects())
        self._show(self._window.welcome)

    def show_overview(self) -> None:
        """Where the project stands; the numbers are read anew."""
        self._show(self._window.overview)
        self._refresh()

    def show_judging(self) -> None:
        """Go on with the queue where it was left."""
        self._goes_to_judging = True
        self._window.judging.resume()

    def take_step(self, step: NextStep) -> None:
        """Do what a stage's button says."""
        files = self._window.files
        {
            NextStep.IMPORT: files.add,
            NextStep.EMBED: files.prepare,
            NextStep.SELECT: files.prepare,
            NextStep.JUDGE: self.show_judging,
            NextStep.EXPORT: files.export,
        }[step]()

    def _take_project(self, session: Session) -> None:
        window = self._window
        name = session.path.stem
        window.setWindowTitle(f"{name} · REAL Desktop")
        window.overview.show_project(name)
        window.labeling.header.show_project(name)
        window.judging.begin(Labeling(session))
        self._goes_to_judging = True
        self.show_overview()

    def _forget_project(self) -> None:
        self._overview = None
        self._window.judging.end()
        self._window.setWindowTitle("REAL Desktop")
        self.show_welcome()

    def _refresh(self) -> None:
        session = self._window.files.session
        if session:
            self._relay.when_done(
                session.submit(Priority.READ, overview),
                partial(self._take_overview, session),
                self._tell_error,
            )

    def _take_overview(self, session: Session, found: Overview) -> None:
        if session is self._window.files.session:
            self._overview = found
            self._window.overview.show_overview(found, is_busy=self._is_busy)
            self._enable()

    def _show_step(self, step: Step) -> None:
        window = self._window
        for action_id, verb, name in (
            ("edit.undo", "Undo", step.changes.undo_name),
            ("edit.redo", "Redo", step.changes.redo_name),
        ):
            window.actions_by_id[action_id].setText(f"{verb}: {name}" if name else verb)
        is_at_work = window.pages.currentWidget() in (window.labeling, window.finished)
        if (self._goes_to_judging or is_at_work) and step.progress.total:
            self._show_work(step)
        self._goes_to_judging = False
        self._enable()

    def _show_work(self, step: Step) -> None:
        window = self._window
        if step.pair is None and not step.problem:
            window.finished.show_step(step)
            self._show(window.finished)
        elif window.pages.currentWidget() is not window.labeling:
            self._show(window.labeling)

    def _show(self, page: QWidget) -> None:
        self._window.pages.setCurrentWidget(page)
        self._enable()

    @property
    def _is_busy(self) -> bool:
        return self._window.files.jobs.is_running

    def _begin_job(self) -> None:
        self._window.job.begin()
        self._window.welcome.show_busy(is_busy=True)
        if self._overview:
            self._window.overview.show_overview(self._overview, is_busy=True)
        self._enable()

    def _show_progress(self, progress: Progress) -> None:
        self._window.job.show_progress(progress)

    def _end_job(self) -> None:
        self._window.job.setVisible(self._is_busy)
        self._window.welcome.show_busy(is_busy=self._is_busy)
        self._refresh()
        self._enable()

    def _show_import(self, report: ImportReport) -> None:
        self._window.overview.show_import(report)

    def _tell_export(self, report: ExportReport) -> None:
        rows = "row" if report.rows == 1 else "rows"
        lines = [f"{report.rows:,} {rows} written to {report.files[0]}."]
        if report.left_out:
            counts = ", ".join(f"{reason} {n:,}" for reason, n in report.left_out.items())
            lines.append(f"Left out: {counts}.")
        lines.append(f"What the file holds stands in {Path(report.files[-1]).name}.")
        dialogs.show_exported(self._window, "\n\n".join(lines), report.files[0])

    def _tell_error(self, error: BaseException) -> None:
        dialogs.show_error(self._window, error)

    def _enable(self) -> None:
        window, step = self._window, self._window.judging.step
        page = window.pages.currentWidget()
        is_open = window.files.session is not None
        is_at_work = page in (window.labeling, window.finished)
        found = self._overview
        facts = {
            When.PROJECT: is_open,
            When.FREE: not self._is_busy,
            When.IDLE: is_open and not self._is_busy,
            When.QUEUE: step is not None and step.progress.total > 0,
            When.JUDGING: page is window.labeling and step is not None and step.pair is not None,
            When.UNDOABLE: is_at_work and step is not None and bool(step.changes.undo_name),
            When.REDOABLE: is_at_work and step is not None and bool(step.changes.redo_name),
            When.EXPORTABLE: not self._is_busy
            and is_open
            and ((step is not None and step.progress.total > 0)
                 or (found is not None and found.counts.pairs > 0)),
        }  # fmt: skip
        window.actions_by_id.enable({fact for fact, holds in facts.items() if holds})
