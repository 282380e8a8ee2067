"""The project that files are imported into: one that is there, or a new one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from real_desktop.session.session import Session, check_name, new_session, open_session
from real_desktop.store import imports, inspection, project_file
from real_desktop.store.thread import Priority


def check_place(path: Path) -> None:
    """Look before the long work whether `open_or_make` could do it; nothing is changed.

    Raises UserError as it would.
    """
    if path.exists():
        inspection.inspect(path)
    else:
        check_name(path)
        project_file.check_is_free(path)


def discard(path: Path) -> None:
    """Take a new project from the disk into which nothing was imported; nobody has it open."""
    project_file.remove(path)


@contextmanager
def open_or_make(path: Path) -> Iterator[Session]:
    """Open the project, or make one; a new one stays only if a file was imported into it.

    Raises UserError as `open_session` and `new_session` do.
    """
    if path.exists():
        with open_session(path) as session:
            yield session
        return
    is_empty = False
    try:
        with new_session(path) as session:
            try:
                yield session
            finally:
                is_empty = not session.run(Priority.READ, imports.has_imports)
    finally:
        if is_empty:
            discard(path)
