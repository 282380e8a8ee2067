"""An open project and the thread it lives on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from real_desktop.core.errors import UserError
from real_desktop.store import project_file
from real_desktop.store.import_removal import drop_unfinished
from real_desktop.store.project_file import FIRST_ANNOTATOR, ProjectFile
from real_desktop.store.thread import Priority, ProjectThread

T = TypeVar("T")

SUFFIX = ".real"

CHUNK_ROWS_ALONE = 20_000
CHUNK_ROWS_BESIDE_A_WINDOW = 200


class Session:
    """A project that is open, or about to be: `opened` tells, and raises UserError if not.

    Work on the project is a function of its ProjectFile, run on the project thread.
    `chunk_rows` is how many rows a job may write in one transaction.
    """

    def __init__(
        self,
        path: Path,
        open_project: Callable[[], ProjectFile],
        chunk_rows: int = CHUNK_ROWS_ALONE,
    ) -> None:
        self.path = path
        self.chunk_rows = chunk_rows
        self._thread = ProjectThread(open_project)

    @property
    def opened(self) -> Future[None]:
        """Done when the project is open; holds the error when it could not be opened."""
        return self._thread.opened

    def submit(self, priority: Priority, work: Callable[[ProjectFile], T]) -> Future[T]:
        """Queue work for the project thread."""
        return self._thread.submit(priority, work)

    def run(self, priority: Priority, work: Callable[[ProjectFile], T]) -> T:
        """Queue work and wait for it."""
        return self._thread.run(priority, work)

    def let_others_through(self, project: ProjectFile) -> None:
        """Within long work on the project thread: do the judgements and reads that wait."""
        self._thread.let_through(project, Priority.READ)

    def close(self) -> None:
        """Finish what is queued and leave one file."""
        self._thread.close()

    def close_later(self) -> None:
        """The same without waiting for it; for a project that nobody wants any more."""
        self._thread.close_later()

    def __enter__(self) -> Self:
        self.opened.result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_session(path: Path, chunk_rows: int = CHUNK_ROWS_ALONE) -> Session:
    """Open a project for work."""
    return Session(path, partial(_open_and_tidy, path), chunk_rows)


def read_session(path: Path) -> Session:
    """Open a project to look at it as it is now; until it is closed nobody can change it."""
    return Session(path, partial(project_file.open_to_read, path))


def new_session(
    path: Path,
    chunk_rows: int = CHUNK_ROWS_ALONE,
    name: str | None = None,
    annotator: str = FIRST_ANNOTATOR,
) -> Session:
    """Make a new project. Raises UserError if the file's name does not end in `.real`."""
    check_name(path)
    make = partial(project_file.create, path, name or path.stem, annotator)
    return Session(path, make, chunk_rows)


def check_name(path: Path) -> None:
    """Raise UserError if the name of a new project's file does not end in `.real`."""
    if path.suffix != SUFFIX:
        raise UserError(f"a project's name ends in {SUFFIX}, and {path.name} does not")


def _open_and_tidy(path: Path) -> ProjectFile:
    project = project_file.open_to_write(path)
    drop_unfinished(project)
    return project
