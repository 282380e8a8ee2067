"""Asks what of some files is to be imported, and where to, and imports it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.jobs import JobRunner
from real_desktop.gui.latest_job import LatestJob
from real_desktop.gui.opening import Opening
from real_desktop.gui.preferences import Preferences
from real_desktop.session.making import discard
from real_desktop.session.session import CHUNK_ROWS_BESIDE_A_WINDOW, new_session

if TYPE_CHECKING:
    from real_desktop.gui.import_dialog import ImportDialog, ImportPlan
    from real_desktop.session.import_findings import Findings
    from real_desktop.session.import_request import ImportRequest


class Importing(QObject):
    """One dialog at a time; what runs beside it only reads.

    The dialog and the readers of all formats are imported when they are needed: a window that
    opens a project starts without them.

    `imported` carries the report; then comes `filled` for a new project, `added` for the one
    that was open.
    """

    imported = Signal(object)
    filled = Signal()
    added = Signal()
    failed = Signal(object)

    def __init__(
        self, window: QWidget, preferences: Preferences, opening: Opening, jobs: JobRunner
    ) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._opening, self._jobs = opening, jobs
        self._reading = LatestJob(self)
        self._dialog: ImportDialog | None = None
        self._unfilled: Path | None = None
        jobs.ended.connect(self.discard_unfilled)
        self._reading.progressed.connect(self._show_progress)
        self._reading.failed.connect(self._show_failure)
        opening.closed.connect(self._stop_asking)

    def ask(self, paths: Sequence[Path], *, is_for_open_project: bool) -> None:
        """Show what the files hold; with a project open, the person says where that goes."""
        if self._dialog or not paths:
            return
        from real_desktop.gui.import_dialog import ImportDialog
        from real_desktop.session.import_request import ImportRequest
        from real_desktop.session.new_place import offered_place

        session, request = self._opening.session, ImportRequest(tuple(paths))
        name = session.path.stem if session else None
        place = offered_place(paths[0])
        self._dialog = dialog = ImportDialog(self._window, request, name, place)
        dialog.destination.prefer(is_open_project=is_for_open_project)
        dialog.request_changed.connect(self._look)
        dialog.list_asked.connect(self._ask_where_to_save)
        dialog.import_asked.connect(self._import)
        dialog.finished.connect(self._end_asking)
        dialog.open()
        self._look(request)

    def close(self) -> None:
        """The window goes: so does the dialog, and what it reads."""
        self._stop_asking()
        self._reading.stop()

    def discard_unfilled(self) -> None:
        """A new project whose import was cancelled or failed goes; it holds nothing."""
        path, self._unfilled = self._unfilled, None
        if path:
            self._opening.close()
            discard(path)

    def _look(self, request: ImportRequest) -> None:
        from real_desktop.session.import_findings import find

        self._reading.start(find(request), self._count)

    def _count(self, found: Findings) -> None:
        from real_desktop.session.import_findings import count

        self._show_findings(found)
        self._reading.start(count(found), self._show_findings)

    def _show_findings(self, found: Findings) -> None:
        if self._dialog:
            self._dialog.show_findings(found)

    def _show_progress(self, progress: Progress) -> None:
        if self._dialog:
            self._dialog.show_progress(progress)

    def _show_failure(self, error: BaseException) -> None:
        if self._dialog:
            self._dialog.show_failure(error)

    def _ask_where_to_save(self) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        out = dialogs.ask_list(dialog, dialog.offered_list)
        if out:
            from real_desktop.session.rejected_list import save_rejected

            job = save_rejected(dialog.review.rejected_of, out)
            dialog.show_saving()
            self._reading.start(job, partial(dialog.show_saved, out))

    def _stop_asking(self) -> None:
        if self._dialog:
            self._dialog.reject()

    def _end_asking(self) -> None:
        self._dialog = None
        self._reading.drop()

    def _import(self, plan: ImportPlan) -> None:
        if plan.target is None:
            self._fill(plan)
            return
        name = self._preferences.settings.annotator_name
        session = new_session(plan.target, CHUNK_ROWS_BESIDE_A_WINDOW, annotator=name)
        self._opening.open(session, partial(self._fill, plan))

    def _fill(self, plan: ImportPlan) -> None:
        if self._opening.session:
            from real_desktop.session.importing import import_files

            self._unfilled = plan.target
            job = import_files(self._opening.session, plan.sources, plan.total)
            self._jobs.start(job, partial(self._tell, plan))

    def _tell(self, plan: ImportPlan, report: object) -> None:
        self._unfilled = None
        self.imported.emit(report)
        if plan.target and not self._jobs.was_cancelled:
            self.filled.emit()
        else:
            self.added.emit()
