"""A copy of an open project, made while people go on judging."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.store.project_file import ProjectFile

PAGES_A_SLICE = 256


def back_up(project: ProjectFile, target: Path, between: Callable[[int, int], None]) -> None:
    """Write the project as it is now to a new file, on the project thread.

    `between` is called after each slice with the pages left and the pages in all; what it
    writes into the project is in the copy too, and what it raises ends the copying. Raises
    UserError when the disk refuses.
    """
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            project.db.conn.backup(
                copy,
                pages=PAGES_A_SLICE,
                progress=lambda _status, left, total: between(left, total),
                sleep=0,
            )
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"the copy cannot be written ({error})") from error


def finish_copy(unfinished: Path, target: Path) -> None:
    """Check a copy, bring it to the disk and give it its name; on any thread.

    Raises UserError when it does not pass SQLite's check, when something is at `target` by
    now, or when the disk refuses.
    """
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise UserError(f"the copy is damaged ({found}); it was not kept")
        _sync(unfinished, os.O_RDWR)
        if os.path.lexists(target):
            raise UserError(f"{target.name} exists by now; a copy needs a name of its own")
        os.rename(unfinished, target)
        if os.name != "nt":
            _sync(target.parent, os.O_RDONLY)
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"{target.name} cannot be written ({error})") from error


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
