"""Values set aside on the disk, by a key: memory does not grow with what is put in."""

from __future__ import annotations

import pickle
import sqlite3
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

_VALUES_AT_ONCE = 500
_CACHE_KIB = 16_384


class Spool(Generic[T]):
    """Values in the order in which they came, and under the key that each was given.

    They lie in a temporary SQLite file, which is gone when the spool is closed or the process
    ends. It is no project: nobody else sees it, and a crash takes it along. So a pickle is read
    here only by the process that wrote it, from a file without a name; nothing that a person
    opens is ever unpickled. For use in `closing`.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("BEGIN")
        self._db.execute("CREATE TABLE spool (place INTEGER PRIMARY KEY, key TEXT, value BLOB)")
        self._waiting: list[tuple[str, bytes]] = []
        self._is_indexed = False

    def put(self, key: str, value: T) -> None:
        """Set a value aside."""
        self._waiting.append((key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))
        if len(self._waiting) >= _VALUES_AT_ONCE:
            self._flush()

    def get(self, key: str) -> list[T]:
        """The values under a key in their order; none if there is no such key."""
        self._index()
        sql = "SELECT value FROM spool WHERE key = ? ORDER BY place"
        return [pickle.loads(value) for (value,) in self._db.execute(sql, [key])]  # noqa: S301

    def first(self, key: str) -> T | None:
        """The first value under a key, whatever number there is; None if there is no such key."""
        self._index()
        sql = "SELECT value FROM spool WHERE key = ? ORDER BY place LIMIT 1"
        row = self._db.execute(sql, [key]).fetchone()
        return pickle.loads(row[0]) if row else None  # noqa: S301

    def each_key(self) -> Iterator[str]:
        """Every key once, in the order of their first values."""
        self._index()
        keys = self._db.execute("SELECT key FROM spool GROUP BY key ORDER BY min(place)")
        return (key for (key,) in keys)

    def has(self, key: str) -> bool:
        """Whether a value was set aside under a key."""
        self._index()
        sql = "SELECT EXISTS (SELECT 1 FROM spool WHERE key = ?)"
        return bool(self._db.execute(sql, [key]).fetchone()[0])

    def groups(self) -> Iterator[tuple[str, list[T]]]:
        """Every key with its values, the keys in the order of their first values."""
        for key in self.each_key():
            yield key, self.get(key)

    def values(self) -> Iterator[T]:
        """All values in their order."""
        self._flush()
        for (value,) in self._db.execute("SELECT value FROM spool ORDER BY place"):
            yield pickle.loads(value)  # noqa: S301

    def close(self) -> None:
        """Give the disk back."""
        self._db.close()

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO spool (key, value) VALUES (?, ?)", self._waiting)
        self._waiting.clear()

    def _index(self) -> None:
        self._flush()
        if not self._is_indexed:
            self._db.execute("CREATE INDEX spool_key ON spool(key)")
            self._is_indexed = True
