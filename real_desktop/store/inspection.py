"""A look at a project before anything touches it, on a connection that cannot write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.store import schema
from real_desktop.store.migrations import CURRENT_VERSION, MIGRATIONS
from real_desktop.store.sqlite import Database

NOT_OURS = "is not a REAL Desktop project"


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that leaves the file's bytes alone. Raises UserError if there is no file."""
    if not path.exists():
        raise UserError(f"{path.name} does not exist")
    if not path.is_file():
        raise UserError(f"{path.name} is not a file")
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def inspect(path: Path) -> int:
    """The schema version of the project at `path`.

    Raises UserError when it is locked by another program, not a project, newer than this
    program, of another schema, or damaged.
    """
    with closing(connect_read_only(path)) as connection:
        try:
            return check(connection, path.name)
        except sqlite3.DatabaseError as error:
            raise UserError(_words_for(error, path.name)) from error


def check(connection: sqlite3.Connection, name: str) -> int:
    """The same on an open connection. Raises UserError, or sqlite3.DatabaseError unread."""
    if _number(connection, "application_id") != schema.APPLICATION_ID:
        raise UserError(f"{name} {NOT_OURS}")
    version = _number(connection, "user_version")
    if version > CURRENT_VERSION:
        raise UserError(
            f"{name} was made by a newer REAL Desktop (project version {version}, "
            f"this program knows {CURRENT_VERSION}); update the program to open it"
        )
    _check_schema(connection, version, name)
    _check_pages(connection, name)
    return version


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _check_schema(connection: sqlite3.Connection, version: int, name: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        database = Database(model, execute_plugins=False)
        for migration in MIGRATIONS[:version]:
            migration(database)
        expected = _objects(model)
    found = _objects(connection)
    different = sorted(n for n in expected.keys() | found if expected.get(n) != found.get(n))
    if different:
        raise UserError(
            f"{name} {NOT_OURS} or was changed by another program: "
            f"its tables differ in {', '.join(different[:3])}"
        )


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, view and trigger by name with its SQL; indexes and statistics may differ."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type <> 'index' AND name NOT LIKE 'sqlite_%'"
    )
    return {name: " ".join((sql or "").split()) for name, sql in rows}


def _check_pages(connection: sqlite3.Connection, name: str) -> None:
    problem = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if problem == "ok" and connection.execute("PRAGMA foreign_key_check").fetchone():
        problem = "a row refers to one that is not there"
    if problem != "ok":
        raise UserError(f"{name} is damaged ({problem}); it was not opened and not changed")


def _words_for(error: sqlite3.DatabaseError, name: str) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return f"{name} is open in another window or program; close it there first"
    if code == sqlite3.SQLITE_NOTADB:
        return f"{name} {NOT_OURS}"
    return f"{name} cannot be read ({error})"
