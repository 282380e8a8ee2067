"""The project file: made, opened, written in transactions and closed to one plain file."""

from __future__ import annotations

import os
import platform
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from real_desktop import __version__
from real_desktop.core.errors import UserError
from real_desktop.store import inspection
from real_desktop.store.migrations import CURRENT_VERSION, migrate
from real_desktop.store.schema import APPLICATION_ID
from real_desktop.store.sqlite import Database

PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("foreign_keys", "ON", 1),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("wal_autocheckpoint", "0", 0),
    ("cache_size", "-65536", -65536),
)

FIRST_ANNOTATOR = "Annotator 1"


class SaveError(UserError):
    """A write that did not reach the disk; what was on the disk before is still there."""


def now() -> str:
    """The time as it is stored: ISO 8601 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """An open project. It belongs to the thread that opened it."""

    path: Path
    db: Database
    uuid: str
    is_read_only: bool

    @property
    def name(self) -> str:
        """What the person calls the project."""
        return str(self.db.execute("SELECT name FROM project").fetchone()[0])

    @property
    def origin(self) -> str:
        """A name for this copy of the project: it depends on the machine and the place."""
        place = f"{platform.node()}\x1f{self.path}"
        return str(uuid.uuid5(uuid.UUID(self.uuid), place))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is committed at the end, or nothing is.

        Raises SaveError with the cause when the disk refuses or the project is open to read.
        """
        if self.is_read_only:
            raise SaveError(f"not saved: {self.path.name} is open only to be read")
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.conn.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise SaveError(f"not saved: {error}") from error
            raise

    def checkpoint(self) -> None:
        """Bring what the log holds into the file itself; on a full disk it stays in the log."""
        with suppress(sqlite3.DatabaseError):
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @property
    def log_size(self) -> int:
        """The size of the log beside the file in bytes."""
        try:
            return self.path.with_name(f"{self.path.name}-wal").stat().st_size
        except OSError:
            return 0

    def empty_log(self) -> None:
        """Bring what the log holds into the file itself, and give the disk back."""
        with suppress(sqlite3.DatabaseError):
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Leave one file with no log beside it; on a full disk what is in the log stays there."""
        if not self.is_read_only:
            with suppress(sqlite3.DatabaseError):
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self.db.execute("PRAGMA journal_mode = DELETE").fetchall()
        self.db.close()


def create(path: Path, name: str, annotator: str = FIRST_ANNOTATOR) -> ProjectFile:
    """Make an empty project with one annotator. Raises UserError if something is there.

    It is made under another name first, so that a crash never leaves half a project.
    """
    check_is_free(path)
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        _fill(unfinished, name, annotator)
        os.rename(unfinished, path)
    except (OSError, sqlite3.OperationalError, SaveError) as error:
        raise UserError(f"{path.name} cannot be made in {path.parent} ({error})") from error
    finally:
        remove(unfinished)
    return open_to_write(path)


def check_is_free(path: Path) -> None:
    """Raise UserError if something is at `path`, or no folder around it."""
    if path.exists():
        raise UserError(f"{path.name} exists already")
    if not path.parent.is_dir():
        raise UserError(f"the folder {path.parent} does not exist")


def remove(path: Path) -> None:
    """Take a project that nobody has open from the disk, with what SQLite left beside it."""
    for leftover in ("", "-wal", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + leftover).unlink(missing_ok=True)


def _fill(path: Path, name: str, annotator: str) -> None:
    db = Database(_connect(path), execute_plugins=False)
    project = ProjectFile(path, db, str(uuid.uuid4()), is_read_only=False)
    with closing(project), project.transaction():
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(db, 0)
        row = {"id": 1, "uuid": project.uuid, "name": name, "created_at": now()}
        db.table("project").insert(row | {"app_version": __version__, "settings": "{}"})
        add_person(db, annotator)


def add_person(db: Database, name: str) -> int:
    """Add someone who judges. The caller holds the transaction; the name must be free."""
    person = {"uuid": str(uuid.uuid4()), "name": name, "kind": "person"}
    return int(db.table("annotators").insert(person).last_rowid or 0)


def open_to_write(path: Path) -> ProjectFile:
    """Open for work, alone. Raises UserError as `inspection.inspect` does."""
    version = inspection.inspect(path)
    try:
        connection = _connect(path)
    except sqlite3.OperationalError as error:
        raise UserError(_why_not_writable(path, error)) from error
    db = Database(connection, execute_plugins=False)
    try:
        project = _identify(path, db, is_read_only=False)
        if version < CURRENT_VERSION:
            with project.transaction():
                migrate(db, version)
        _remove_stale_index(path)
    except BaseException:
        db.close()
        raise
    return project


def open_to_read(path: Path) -> ProjectFile:
    """Open without being able to change a byte. Raises UserError as `inspect` does.

    Everything is read as it is now: one transaction lasts until the project is closed. It is
    also what keeps others from opening the project for work meanwhile.
    """
    connection = inspection.connect_read_only(path)
    try:
        with inspection.in_words(path.name):
            connection.execute("BEGIN")
            inspection.check(connection, path.name)
            db = Database(connection, execute_plugins=False)
            return _identify(path, db, is_read_only=True)
    except BaseException:
        connection.close()
        raise


def _identify(path: Path, db: Database, *, is_read_only: bool) -> ProjectFile:
    row = next(iter(db.query("SELECT uuid FROM project")))
    return ProjectFile(path, db, row["uuid"], is_read_only)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path.absolute(), timeout=0, isolation_level=None)
    connection.text_factory = inspection.readable_text
    try:
        for pragma, value, expected in PRAGMAS:
            connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
            found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            if found != expected:
                raise UserError(f"SQLite refused {pragma} = {value} on {path.name} ({found})")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _why_not_writable(path: Path, error: sqlite3.OperationalError) -> str:
    if (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY:
        return f"{path.name} is open in another window or program; close it there first"
    return f"{path.name} cannot be written ({error})"


def _remove_stale_index(path: Path) -> None:
    """A reader after a crash leaves a `-shm`; this connection holds the lock and needs none."""
    stale = path.with_name(path.name + "-shm")
    if stale.exists():
        os.unlink(stale)
