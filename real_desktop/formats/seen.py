"""Which keys came before: on the disk, so that there may be many."""

from __future__ import annotations

import sqlite3


class Seen:
    """A set of keys in a temporary SQLite file, which is gone when it is closed; for `closing`."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("BEGIN")
        self._db.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")

    def is_new(self, key: bytes) -> bool:
        """Whether the key comes for the first time; from now on it does not."""
        cursor = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", [key])
        return cursor.rowcount == 1

    def close(self) -> None:
        """Give the disk back."""
        self._db.close()
