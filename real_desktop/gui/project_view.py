"""Which page is shown, what it says, and which actions make sense: all from what happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.facts import facts_of
from real_desktop.gui.relay import Relay
from real_desktop.gui.reports import (
    tell_copy,
    tell_export,
    tell_texts,
    tell_vector_import,
    tell_vectors,
)
from real_desktop.session import places
from real_desktop.session.labeling import Labeling
from real_desktop.session.statistics import NextStep, Overview, Overviews

if TYPE_CHECKING:
    from real_desktop.core.changes import Changes
    from real_desktop.gui.main_window import MainWindow
    from real_desktop.session.desk import Step
    from real_desktop.session.session import Session


class ProjectView(QObject):
    """Listens to the jobs and the judging, and keeps pages and menus in step."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._relay = Relay(self)
        self._overviews: Overviews | None = None
        self._overview: Overview | None = None
        self._goes_to_judging = False
        files, jobs = window.files, window.files.jobs
        files.opening.changed.connect(self._show_opening)
        files.opening.opened.connect(self._take_project)
        files.opening.closed.connect(self._forget_project)
        files.imported.connect(window.overview.show_import)
        files.added.connect(self.show_overview)
        files.prepared.connect(self.show_judging)
        files.grown.connect(window.judging.resume)
        files.embedded.connect(window.offer_pairs)
        window.selecting.selected.connect(self.show_judging)
        window.exporter.exported.connect(partial(tell_export, window))
        window.vectors.exported.connect(partial(tell_vectors, window))
        window.vectors.texts_exported.connect(partial(tell_texts, window))
        window.vectors.imported.connect(partial(tell_vector_import, window))
        files.failed.connect(self._tell_error)
        jobs.started.connect(self._show_busy)
        jobs.ended.connect(self._end_job)
        window.project.changed.connect(self._take_changes)
        window.project.copied.connect(partial(tell_copy, window))
        window.judging.stepped.connect(self._show_step)
        window.judging.broke.connect(self._tell_error)

    def show_welcome(self) -> None:
        """No project is open."""
        self.forget_recent()
        self.show_page(self._window.welcome)

    def forget_recent(self) -> None:
        """List the recent projects as they are now."""
        self._window.welcome.show_recent(places.recent_projects())

    def show_overview(self) -> None:
        """Where the project stands; the numbers are read anew."""
        self.show_page(self._window.overview)
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
            NextStep.SELECT: self._window.selecting.ask,
            NextStep.JUDGE: self.show_judging,
            NextStep.EXPORT: self._window.exporter.export,
        }[step]()

    def _take_project(self, session: Session) -> None:
        self._overviews = Overviews(session)
        self._window.overview.show_project(session.path.stem)
        self._show_name(session.path.stem)
        self._window.judging.begin(Labeling(session))
        self._goes_to_judging = True
        self.show_overview()

    def _show_name(self, name: str) -> None:
        self._window.setWindowTitle(f"{name} · REAL Desktop")
        self._window.overview.show_name(name)
        self._window.labeling.header.show_project(name)

    def _forget_project(self) -> None:
        self._overview = self._overviews = None
        self._window.judging.end()
        self._window.actions_by_id.name_undo(None, None)
        self._window.setWindowTitle("REAL Desktop")
        self.show_welcome()

    def _take_changes(self, changes: Changes) -> None:
        if changes.imports:
            self._window.overview.forget_import()
        if changes.imports or changes.is_project_changed:
            self._window.judging.resume()
        self._refresh()

    def _refresh(self) -> None:
        session = self._window.files.session
        if session and self._overviews:
            self._relay.when_done(
                self._overviews.read(),
                partial(self._take_overview, session),
                self._tell_error,
            )

    def _take_overview(self, session: Session, found: Overview) -> None:
        if session is self._window.files.session:
            self._overview = found
            path = session.path
            self._show_name(
                found.name if found.name == path.stem else f"{found.name} ({path.name})"
            )
            self._window.overview.show_overview(found, is_busy=self._window.files.is_busy)
            self._enable()

    def _show_step(self, step: Step) -> None:
        window = self._window
        window.actions_by_id.name_undo(step.changes.undo_name, step.changes.redo_name)
        is_at_work = window.pages.currentWidget() in (window.labeling, window.finished)
        if (self._goes_to_judging or is_at_work) and step.progress.total:
            self._show_work(step)
        self._goes_to_judging = False
        self._enable()

    def _show_work(self, step: Step) -> None:
        window = self._window
        if step.pair_id is None:
            window.finished.show_step(step)
            self.show_page(window.finished)
        elif window.pages.currentWidget() is not window.labeling:
            self.show_page(window.labeling)

    def show_page(self, page: QWidget) -> None:
        """Show a page, and enable what makes sense there."""
        self._window.pages.setCurrentWidget(page)
        self._enable()

    def _show_opening(self) -> None:
        coming = self._window.files.opening.coming
        if coming:
            self._window.job.begin()
            self._window.job.show_progress(Progress(f"Opening {coming.path.name}"))
        self._show_busy()

    def _show_busy(self) -> None:
        """Let nothing else begin while a job runs or a project is being opened."""
        window = self._window
        window.job.setVisible(self._window.files.is_busy)
        window.welcome.show_busy(is_busy=self._window.files.is_busy)
        if self._overview:
            window.overview.show_overview(self._overview, is_busy=self._window.files.is_busy)
        self._enable()

    def _end_job(self) -> None:
        self._show_busy()
        self._refresh()

    def _tell_error(self, error: BaseException) -> None:
        dialogs.show_error(self._window, error)

    def _enable(self) -> None:
        self._window.actions_by_id.enable(facts_of(self._window, self._overview))
