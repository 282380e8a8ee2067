"""The files that were imported, and taking one out again.

Events are never deleted, so a file whose responses somebody has judged stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file in the project, what of it is there now, and what was made of it.

    `rejected` counts rows by reason; `pairs` were chosen among its responses, and `events`
    are about those pairs.
    """

    id: int
    at: str
    source: str
    format: str
    prompts: int
    responses: int
    rejected: Mapping[str, int]
    pairs: int
    events: int


def imported_files(project: ProjectFile) -> list[ImportedFile]:
    """Every finished import, the oldest first."""
    rows = project.db.execute(
        "SELECT id, at, source, format, counts FROM imports WHERE state = 'complete' ORDER BY id"
    ).fetchall()
    return [_imported_file(project, *row) for row in rows]


def hide_import(project: ProjectFile, import_id: int) -> None:
    """Make the import invisible, with the pairs that nobody has judged, in one transaction.

    From then on it can only be dropped. Raises UserError when there are events.
    """
    with project.transaction():
        events = _count(project, f"events WHERE pair_id IN {_PAIRS}", import_id)
        if events:
            raise UserError(
                f"{counted(events, 'event')} of the log are about responses of this file, and"
                " events are never deleted; the file stays"
            )
        for table in ("queue WHERE pair_id", "pairs WHERE id"):
            project.db.execute(f"DELETE FROM {table} IN {_PAIRS}", {"id": import_id})
        project.db.execute("UPDATE imports SET state = 'running' WHERE id = ?", [import_id])


def drop_rows(project: ProjectFile, import_id: int, limit: int) -> int:
    """Delete up to `limit` rows of an invisible import, and the vectors only they needed.

    Prompts that have responses of other files stay with those. When nothing is left, the
    import itself goes. Returns how many rows are left.
    """
    with project.transaction():
        project.db.execute(_HAND_OVER, {"id": import_id})
        for table in _TABLES:
            if _drop_some(project, table, import_id, limit):
                break
        else:
            project.db.execute("DELETE FROM imports WHERE id = ?", [import_id])
    return sum(_count(project, f"{table} WHERE import_id = :id", import_id) for table in _TABLES)


def drop_unfinished(project: ProjectFile) -> None:
    """Take out what a killed import or a removal that was broken off left."""
    for row in list(project.db.query("SELECT id FROM imports WHERE state <> 'complete'")):
        drop_import(project, row["id"])


def drop_import(project: ProjectFile, import_id: int) -> None:
    """Take out an invisible import, to its end."""
    while project.db.execute("SELECT 1 FROM imports WHERE id = ?", [import_id]).fetchone():
        drop_rows(project, import_id, ROWS_AT_ONCE)


ROWS_AT_ONCE = 20_000

_TABLES = ("responses", "prompts", "rejected_rows")
_RESPONSES = "(SELECT id FROM responses WHERE import_id = :id)"
_PAIRS = f"(SELECT id FROM pairs WHERE response_a IN {_RESPONSES} OR response_b IN {_RESPONSES})"
_HAND_OVER = """
UPDATE prompts SET import_id = other.import_id, source_row = 0,
    source_file = (SELECT source FROM imports WHERE imports.id = other.import_id)
FROM (SELECT prompt_id, min(import_id) AS import_id FROM responses
      WHERE import_id <> :id AND prompt_id IN (SELECT id FROM prompts WHERE import_id = :id)
      GROUP BY prompt_id) AS other
WHERE prompts.id = other.prompt_id
"""
"""A row of 0 says that the row of the other file is not known."""


def _drop_some(project: ProjectFile, table: str, import_id: int, limit: int) -> int:
    rows = project.db.execute(
        f"DELETE FROM {table} WHERE rowid IN"
        f" (SELECT rowid FROM {table} WHERE import_id = ? LIMIT ?) RETURNING *",
        [import_id, limit],
    )
    names = [column[0] for column in rows.description]
    found = rows.fetchall()
    if table == "responses":
        place = names.index("text_hash")
        _drop_vectors(project, {row[place] for row in found})
    return len(found)


def _drop_vectors(project: ProjectFile, text_hashes: set[str]) -> None:
    for table in ("embeddings", "embedding_failures"):
        project.db.conn.executemany(
            f"DELETE FROM {table} WHERE text_hash = :hash AND NOT EXISTS"
            " (SELECT 1 FROM responses WHERE text_hash = :hash)",
            [{"hash": text_hash} for text_hash in text_hashes],
        )


def _imported_file(
    project: ProjectFile, import_id: int, at: str, source: str, format_name: str, counts: str
) -> ImportedFile:
    rejected = json.loads(counts).get("rejected", {})
    return ImportedFile(
        import_id,
        at,
        source,
        format_name,
        _count(project, "prompts WHERE import_id = :id", import_id),
        _count(project, "responses WHERE import_id = :id", import_id),
        rejected,
        _count(project, f"pairs WHERE id IN {_PAIRS}", import_id),
        _count(project, f"events WHERE pair_id IN {_PAIRS}", import_id),
    )


def _count(project: ProjectFile, what: str, import_id: int) -> int:
    sql = f"SELECT count(*) FROM {what}"
    return int(project.db.execute(sql, {"id": import_id}).fetchone()[0])
