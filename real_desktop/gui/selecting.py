"""Project > Choose pairs: what to ask about, and the job that asks it."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress
from real_desktop.gui.files import Files
from real_desktop.gui.latest_job import LatestJob
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.relay import Relay
from real_desktop.session.session import Session
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

if TYPE_CHECKING:
    from real_desktop.gui.select_dialog import SelectDialog
    from real_desktop.session.select_memory import SelectBasis
    from real_desktop.session.select_options import SelectOptions
    from real_desktop.session.selecting import SelectReport
    from real_desktop.session.selection_preview import ExamplePair, SelectionPreview
    from real_desktop.store.texts_of_pair import TextsOfPair


class Selecting(QObject):
    """One dialog at a time; what runs beside it only reads.

    The dialog, the strategies and the charts are imported when they are needed: a window starts
    without them. `selected` comes when the pairs are in the queue.
    """

    selected = Signal(object)

    def __init__(self, window: QWidget, files: Files, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._files, self._preferences = window, files, preferences
        self._relay, self._previews = Relay(self), LatestJob(self)
        self._dialog: SelectDialog | None = None
        self._is_asking = False
        self._previews.progressed.connect(self._show_progress)
        self._previews.failed.connect(self._show_failure)
        files.opening.closed.connect(self._stop_asking)

    def ask(self) -> None:
        """Show what could be asked, and ask it when that is confirmed."""
        session = self._files.session
        if session is None or self._files.is_busy or self._is_asking:
            return
        self._is_asking = True
        self._relay.when_done(
            session.submit(Priority.READ, basis_of),
            partial(self._open, session),
            self._fail_to_open,
        )

    def close(self) -> None:
        """The window goes: so does the dialog, and what it reads."""
        self._stop_asking()
        self._previews.stop()

    def _open(self, session: Session, basis: SelectBasis) -> None:
        if session is not self._files.session or self._files.is_busy:
            self._is_asking = False
            return
        from real_desktop.gui.select_dialog import SelectDialog

        options = basis.remembered or self._usual_options()
        self._dialog = dialog = SelectDialog(self._window, basis, options)
        dialog.options_changed.connect(partial(self._look, session))
        dialog.texts_wanted.connect(partial(self._read_texts, session))
        dialog.select_asked.connect(partial(self._select, session))
        dialog.embed_asked.connect(partial(self._embed, session))
        dialog.finished.connect(self._end_asking)
        dialog.open()

    def _fail_to_open(self, error: BaseException) -> None:
        self._is_asking = False
        self._files.failed.emit(error)

    def _usual_options(self) -> SelectOptions:
        """What is offered where nobody has chosen yet: as the settings say."""
        from real_desktop.session.select_options import SelectOptions

        settings = self._preferences.settings
        control = settings.control_percent / 100
        return SelectOptions(seed=settings.seed, control=control, skips_asked=True)

    def _look(self, session: Session, options: SelectOptions) -> None:
        if self._dialog:
            self._previews.start(look_at(session, options), self._dialog.show_preview)

    def _show_progress(self, progress: Progress) -> None:
        if self._dialog:
            self._dialog.show_progress(progress)

    def _show_failure(self, error: BaseException) -> None:
        if self._dialog:
            self._dialog.show_failure(error)

    def _read_texts(self, session: Session, example: ExamplePair) -> None:
        from real_desktop.store.texts_of_pair import texts_of_pair

        ids = (example.prompt_id, example.response_a, example.response_b)
        self._relay.when_done(
            session.submit(Priority.READ, lambda project: texts_of_pair(project, *ids)),
            partial(self._show_texts, example),
            self._fail_to_show_texts,
        )

    def _show_texts(self, example: ExamplePair, texts: TextsOfPair) -> None:
        if self._dialog:
            self._dialog.show_texts(example, texts)

    def _fail_to_show_texts(self, error: BaseException) -> None:
        if self._dialog:
            self._dialog.fail_to_show_texts(error)

    def _stop_asking(self) -> None:
        if self._dialog:
            self._dialog.reject()

    def _end_asking(self) -> None:
        self._dialog, self._is_asking = None, False
        self._previews.drop()

    def _select(self, session: Session, options: SelectOptions) -> None:
        if session is self._files.session and not self._files.is_busy:
            self._files.jobs.start(choose(session, options), self.selected.emit)

    def _embed(self, session: Session) -> None:
        from real_desktop.session.preparing import embed_missing

        if session is self._files.session and not self._files.is_busy:
            job = embed_missing(session, self._files.embed_options)
            self._files.jobs.start(job, self._tell_embedded)

    def _tell_embedded(self, _report: object) -> None:
        self._files.embedded.emit()


def basis_of(project: ProjectFile) -> SelectBasis:
    """What the form begins with; the dialog is imported here, on the thread of the project."""
    import_module("real_desktop.gui.select_dialog")
    from real_desktop.session.select_memory import select_basis

    return select_basis(project)


def look_at(
    session: Session, options: SelectOptions
) -> Generator[Progress, None, SelectionPreview]:
    """The preview, and before it the charts: their library takes a third of a second to import,
    which is done on the thread of the job.
    """
    yield Progress("Looking what that would ask")
    import_module("real_desktop.gui.similarity_chart")
    from real_desktop.session.selection_preview import preview

    return (yield from preview(session, options))


def choose(session: Session, options: SelectOptions) -> Generator[Progress, None, SelectReport]:
    """Select, and keep in the project how that was done."""
    from real_desktop.session.select_memory import remember_options
    from real_desktop.session.selecting import select

    report = yield from select(session, options)
    session.run(Priority.CHUNK, partial(remember_options, options=options))
    return report
