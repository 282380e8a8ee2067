"""Many keys in a query: in slices, since SQLite takes a limited number of parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from real_desktop.store.project_file import ProjectFile

KEYS_A_QUERY = 500


def rows_with(project: ProjectFile, sql: str, keys: Sequence[object]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query in which `{keys}` stands for what follows IN."""
    for first in range(0, len(keys), KEYS_A_QUERY):
        some = keys[first : first + KEYS_A_QUERY]
        marks = f"({','.join('?' * len(some))})"
        yield from project.db.execute(sql.replace("{keys}", marks), some)
