"""Opening, importing and preparing: what the File menu does."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.importing import Importing
from real_desktop.gui.jobs import JobRunner
from real_desktop.gui.new_project import NewProject
from real_desktop.gui.opening import Opening
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.preparing import Preparing
from real_desktop.session import places
from real_desktop.session.demo import sample_project
from real_desktop.session.embedding import EmbedOptions
from real_desktop.session.session import (
    CHUNK_ROWS_BESIDE_A_WINDOW,
    SUFFIX,
    Session,
    open_session,
)


class Files(QObject):
    """Asks for files and runs jobs on the open project. It knows no page; it tells by signals.

    `prepared` comes when there are pairs to judge, which may be long before the rest is embedded;
    then `grown` says that there are more. `embedded` comes instead where the person wants to see
    first what would be asked.
    """

    imported = Signal(object)
    added = Signal()
    prepared = Signal()
    grown = Signal()
    embedded = Signal()
    failed = Signal(object)

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self.opening, self.jobs = Opening(self), JobRunner(self)
        self.opening.failed.connect(self.failed)
        self.jobs.failed.connect(self.failed)
        self.jobs.ended.connect(self._close_if_asked)
        self._is_closing = False
        self._making = NewProject(window, preferences, self.opening)
        self._preparing = Preparing(window, preferences, self.opening, self.jobs)
        self._preparing.prepared.connect(self.prepared)
        self._preparing.grown.connect(self.grown)
        self._preparing.embedded.connect(self.embedded)
        self._importing = Importing(window, preferences, self.opening, self.jobs)
        self._importing.imported.connect(self.imported)
        self._importing.added.connect(self.added)
        self._importing.filled.connect(self.prepare)
        self._folder = Path.home()
        self.opening.opened.connect(self._look_beside)

    @property
    def session(self) -> Session | None:
        """The open project."""
        return self.opening.session

    @property
    def is_busy(self) -> bool:
        """Whether a project is being opened or a job runs, so that nothing else can begin."""
        return self.opening.coming is not None or self.jobs.is_running

    @property
    def embed_options(self) -> EmbedOptions:
        """How the settings want a model to be loaded."""
        return self._preparing.embed_options

    def new(self) -> None:
        """Ask for a place and make an empty project there."""
        self._making.make_empty(self._folder)

    def open(self) -> None:
        """Ask for a project or responses and open them."""
        self.open_paths(dialogs.ask_files_to_open(self._window, self._folder))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a project, or show what responses hold and make a new project of them."""
        if not paths or self.is_busy:
            return
        self._folder = paths[0].absolute().parent
        are_projects = [path.suffix == SUFFIX for path in paths]
        if not any(are_projects):
            self._importing.ask(paths, is_for_open_project=False)
        elif len(paths) == 1:
            self.open_project(paths[0])
        else:
            self.failed.emit(UserError("open one project, or files of responses without one"))

    def drop(self, paths: Sequence[Path]) -> None:
        """Open what was dropped; responses go into the open project if nothing else is said."""
        is_project = any(path.suffix == SUFFIX for path in paths)
        if self.session is None or is_project:
            self.open_paths(paths)
        else:
            self._add(paths)

    def open_project(self, path: Path, *, is_prepared: bool = False) -> None:
        """Open a project in place of the present one; prepare its pairs if that is asked."""
        path, then = path.absolute(), self.prepare if is_prepared else None
        if self.opening.coming and self.opening.coming.path == path:
            return
        if self.session and self.session.path == path:
            if then:
                then()
            return
        self.opening.open(open_session(path, CHUNK_ROWS_BESIDE_A_WINDOW), then)

    def sample(self) -> None:
        """Open the sample project, ready to judge."""
        if not self.is_busy:
            self.jobs.start(_sample(), partial(self.open_project, is_prepared=True))

    def add(self) -> None:
        """Ask for responses and add them to the open project."""
        if self.session is None or self.is_busy:
            return
        self._add(dialogs.ask_responses(self._window, self._folder))

    def _add(self, paths: Sequence[Path]) -> None:
        if paths and not self.is_busy:
            self._folder = paths[0].absolute().parent
            self._importing.ask(paths, is_for_open_project=True)

    def prepare(self) -> None:
        """Embed what lacks a vector and choose pairs where there are none."""
        if not self.is_busy:
            self._preparing.start()

    def cancel(self) -> None:
        """Stop what is under way; what is done so far stays."""
        self.opening.abandon()
        self.jobs.cancel()

    def close_project(self) -> None:
        """Close the project as soon as what runs has stopped; the next start will not open it."""
        self.opening.abandon()
        if self.jobs.is_running:
            self._is_closing = True
            self.jobs.cancel()
            return
        self._is_closing = False
        self.opening.close()
        places.remember_closed()

    def _close_if_asked(self) -> None:
        if self._is_closing:
            self.close_project()

    def close(self) -> None:
        """Stop what runs and close the project, and wait for it: the window goes."""
        self._importing.close()
        self.jobs.stop()
        self.opening.close()
        self._importing.discard_unfilled()

    def _look_beside(self, session: Session) -> None:
        """File dialogs begin where the project is, unless that is the program's own folder."""
        if session.path.parent != places.data_folder():
            self._folder = session.path.parent


def _sample() -> Generator[Progress, None, Path]:
    yield Progress("Making the sample project")
    return sample_project()
