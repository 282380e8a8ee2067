import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from real_desktop.store import migrations


def test_a_table_that_is_not_strict_is_a_bug(monkeypatch):
    def loose(db):
        db.execute("CREATE TABLE loose (id INTEGER)")

    monkeypatch.setattr(migrations, "MIGRATIONS", (migrations.create_schema, loose))
    with closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection, execute_plugins=False)
        with pytest.raises(RuntimeError, match="not STRICT: loose"):
            migrations.migrate(db, 0)


def test_only_what_is_missing_is_run(monkeypatch):
    ran = []
    steps = tuple(lambda _db, n=n: ran.append(n) for n in range(3))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    monkeypatch.setattr(migrations, "CURRENT_VERSION", 3)
    with closing(sqlite3.connect(":memory:")) as connection:
        migrations.migrate(Database(connection, execute_plugins=False), 1)
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    assert ran == [1, 2]
