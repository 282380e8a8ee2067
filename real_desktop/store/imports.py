"""Response sets into the project: an import is invisible until it is complete."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.store.adding import Added, Adding
from real_desktop.store.project_file import ProjectFile, now


def begin_imports(project: ProjectFile, files: Iterable[tuple[str, str]]) -> list[int]:
    """Open an import for each file, given by its name and format, and return their ids."""
    sql = "INSERT INTO imports (at, source, format, state) VALUES (?, ?, ?, 'running')"
    with project.transaction():
        project.db.execute("DROP TABLE IF EXISTS temp.new_meta")
        project.db.execute(_NEW_META)
        cursors = [project.db.execute(sql, [now(), *file]) for file in files]
    return [int(cursor.lastrowid or 0) for cursor in cursors]


def add_rows(
    project: ProjectFile, import_ids: Sequence[int], rows: Iterable[ResponseSet | RejectedRow]
) -> Added:
    """Write one chunk in one transaction, where one chunk is all there is to an import."""
    adding = Adding(import_ids)
    adding.add(project, rows)
    return adding.result()


def finish_imports(
    project: ProjectFile, import_ids: Sequence[int], counts: Mapping[int, Mapping[str, Any]]
) -> None:
    """Make the imports visible; `counts` by the place of the file."""
    sql = "UPDATE imports SET state = 'complete', counts = ? WHERE id = ?"
    with project.transaction():
        project.db.execute(_TAKE_NEW_META)
        for place, import_id in enumerate(import_ids):
            project.db.execute(sql, [json.dumps(counts.get(place, {})), import_id])


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A row that was not imported, and the name of its file."""

    source: str
    row: int
    reason: str
    excerpt: str


def rejected_rows(
    project: ProjectFile, import_id: int, after: int, at_most: int
) -> list[RejectedRecord]:
    """The next rejected rows of an import after a row, in order."""
    rows = project.db.execute(
        "SELECT source, row, reason, excerpt FROM rejected_rows"
        " JOIN imports ON imports.id = import_id"
        " WHERE import_id = ? AND row > ? ORDER BY row LIMIT ?",
        [import_id, after, at_most],
    )
    return [RejectedRecord(*row) for row in rows]


def has_imports(project: ProjectFile) -> bool:
    """Whether any import is visible."""
    sql = "SELECT EXISTS (SELECT 1 FROM imports WHERE state = 'complete')"
    return bool(project.db.execute(sql).fetchone()[0])


_NEW_META = "CREATE TEMP TABLE new_meta (prompt_id INTEGER PRIMARY KEY, meta TEXT NOT NULL)"
"""What an import that is not complete says of older prompts. It is no table of the project: it
goes with the connection, so that of an import that breaks off nothing is left."""

_TAKE_NEW_META = """
UPDATE prompts SET meta = new_meta.meta FROM temp.new_meta WHERE prompts.id = new_meta.prompt_id
"""
