"""A look at a project before anything touches it, on a connection that cannot write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.store import schema
from real_desktop.store.digests import verify_digests
from real_desktop.store.migrations import CURRENT_VERSION, MIGRATIONS
from real_desktop.store.sqlite import Database

NOT_OURS = "is not a REAL Desktop project"

LABEL_TABLES = ("events", "pairs", "queue", "annotators")
"""Their indexes are checked too: quick_check does not, and a label is found by an index."""

readable_text = partial(str, encoding="utf-8", errors="replace")
"""How text is read: one that is not UTF-8 is a changed one, as its hash will tell."""


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that leaves the file's bytes alone. Raises UserError if it cannot be had."""
    if not path.exists():
        raise UserError(f"{path.name} does not exist")
    if not path.is_file():
        raise UserError(f"{path.name} is not a file")
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with in_words(path.name):
        connection = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
    connection.text_factory = readable_text
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def inspect(path: Path) -> int:
    """The schema version of the project at `path`.

    Raises UserError when it is locked by another program, not a project, newer than this
    program, of another schema, or damaged.
    """
    with closing(connect_read_only(path)) as connection, in_words(path.name):
        return check(connection, path.name)


def check(connection: sqlite3.Connection, name: str) -> int:
    """The same on an open connection. Raises UserError, or sqlite3.DatabaseError unread."""
    if _number(connection, "application_id") != schema.APPLICATION_ID:
        raise UserError(f"{name} {NOT_OURS}")
    version = _number(connection, "user_version")
    if version < 1:
        raise UserError(f"{name} {NOT_OURS}: it has no version")
    if version > CURRENT_VERSION:
        raise UserError(
            f"{name} was made by a newer REAL Desktop (project version {version}, "
            f"this program knows {CURRENT_VERSION}); update the program to open it"
        )
    _check_schema(connection, version, name)
    _check_pages(connection, name)
    if connection.execute("SELECT uuid FROM project").fetchone() is None:
        raise UserError(f"{name} {NOT_OURS}: it has no identity")
    verify_digests(Database(connection, execute_plugins=False), name)
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
    different = sorted({name for _kind, name, _sql in expected ^ found})
    if different:
        raise UserError(
            f"{name} {NOT_OURS} or was changed by another program: "
            f"its tables differ in {', '.join(different[:3])}"
        )


def _objects(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Kind, name and SQL of every table, view and trigger; indexes and statistics may differ."""
    rows = connection.execute(
        "SELECT type, CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_master"
        r" WHERE type <> 'index' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
    )
    return {(kind, name, " ".join((sql or "").split())) for kind, name, sql in rows}


def _check_pages(connection: sqlite3.Connection, name: str) -> None:
    checks = ["quick_check(1)", *(f"integrity_check({table})" for table in LABEL_TABLES)]
    found = [connection.execute(f"PRAGMA {check}").fetchone()[0] for check in checks]
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        found.append("a row refers to one that is not there")
    problem = next((each for each in found if each != "ok"), None)
    if problem:
        raise UserError(f"{name} is damaged ({problem}); it was not opened and not changed")


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Raise what SQLite says about the project as a UserError."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite quotes a damaged schema in its message, which is then no UTF-8 either.
        raise UserError(_words_for(error, name)) from error


def _words_for(error: Exception, name: str) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return f"{name} is open in another window or program; close it there first"
    if code == sqlite3.SQLITE_NOTADB:
        return f"{name} {NOT_OURS}"
    if isinstance(error, UnicodeDecodeError):
        return f"{name} is damaged (its schema is not readable)"
    return f"{name} cannot be read ({error})"
