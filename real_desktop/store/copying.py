"""A copy of an open project, made while people go on judging."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.store.project_file import ProjectFile

PAGES_A_SLICE = 256


def copy_project(project: ProjectFile, target: Path, between: Callable[[int, int], None]) -> None:
    """Write the project as it is now to `target`, whole or not at all.

    `between` is called after each slice with the pages left and the pages in all; what it
    writes into the project is in the copy too. What it raises ends the copying. Raises
    UserError when the disk refuses or the copy does not pass SQLite's check.
    """
    unfinished = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            project.db.conn.backup(
                copy,
                pages=PAGES_A_SLICE,
                progress=lambda _status, left, total: between(left, total),
                sleep=0,
            )
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise UserError(f"the copy is damaged ({found}); it was not kept")
        _put_in_place(unfinished, target)
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"{target.name} cannot be written ({error})") from error
    finally:
        for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            leftover.unlink(missing_ok=True)


def _put_in_place(unfinished: Path, target: Path) -> None:
    descriptor = os.open(unfinished, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(unfinished, target)
