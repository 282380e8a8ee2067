"""How the schema came to be: one function a version, run in order, never changed later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from real_desktop.store import schema
from real_desktop.store.sqlite import Database

Migration = Callable[[Database], None]


def create_schema(db: Database) -> None:
    """Version 1: all tables, indexes and the view `labels`."""
    for statement in schema.statements():
        db.execute(statement)


MIGRATIONS: Sequence[Migration] = (create_schema,)

CURRENT_VERSION = len(MIGRATIONS)


def migrate(db: Database, from_version: int) -> None:
    """Run what is missing and set `user_version`. The caller holds the transaction."""
    for migration in MIGRATIONS[from_version:]:
        migration(db)
    db.execute(f"PRAGMA user_version = {CURRENT_VERSION}")
    _refuse_loose_tables(db)


def _refuse_loose_tables(db: Database) -> None:
    loose = [table.name for table in db.tables if not table.strict]
    if loose:
        raise RuntimeError(f"tables that are not STRICT: {', '.join(loose)}")
