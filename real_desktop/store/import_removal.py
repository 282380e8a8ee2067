"""The files that were imported, and taking one out again.

Events are never deleted, so a file whose responses somebody has judged stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

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

    After that `drop_import` and a start after a crash can only finish the work. A prompt that
    has responses of other files stays with them. Raises UserError when there are events.
    """
    with project.transaction():
        events = _count(project, f"events WHERE pair_id IN {_PAIRS}", import_id)
        if events:
            raise UserError(
                f"{events:,} judgements were made on responses of this file, and judgements are"
                " never deleted; the file stays"
            )
        for table in ("queue WHERE pair_id", "pairs WHERE id"):
            project.db.execute(f"DELETE FROM {table} IN {_PAIRS}", {"id": import_id})
        project.db.execute(_HAND_OVER, {"id": import_id})
        project.db.execute("UPDATE imports SET state = 'running' WHERE id = ?", [import_id])


def drop_rows(project: ProjectFile, import_id: int, limit: int) -> int:
    """Delete up to `limit` responses of a hidden import, and the vectors only they needed.

    Returns how many responses are left.
    """
    with project.transaction():
        rows = project.db.execute(
            "DELETE FROM responses WHERE id IN"
            " (SELECT id FROM responses WHERE import_id = ? LIMIT ?) RETURNING text_hash",
            [import_id, limit],
        ).fetchall()
        for table in ("embeddings", "embedding_failures"):
            project.db.conn.executemany(
                f"DELETE FROM {table} WHERE text_hash = :hash AND NOT EXISTS"
                " (SELECT 1 FROM responses WHERE text_hash = :hash)",
                [{"hash": text_hash} for (text_hash,) in rows],
            )
    return _count(project, "responses WHERE import_id = :id", import_id)


_RESPONSES = "(SELECT id FROM responses WHERE import_id = :id)"
_PAIRS = f"(SELECT id FROM pairs WHERE response_a IN {_RESPONSES} OR response_b IN {_RESPONSES})"
_HAND_OVER = """
UPDATE prompts SET import_id = other.import_id
FROM (SELECT prompt_id, min(import_id) AS import_id FROM responses
      WHERE import_id <> :id GROUP BY prompt_id) AS other
WHERE prompts.id = other.prompt_id AND prompts.import_id = :id
"""


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
