"""Taking a file out of a project again.

The events of persons are never deleted, so a file whose responses somebody has judged stays.
What files say about its responses goes with it.
"""

from __future__ import annotations

from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.store.imported_files import PAIRS, PEOPLES_EVENTS, count_of
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.slices import rows_with

ROWS_AT_ONCE = 20_000


def hide_import(project: ProjectFile, import_id: int) -> None:
    """Make the import invisible, with the pairs that nobody has judged, in one transaction.

    From then on it can only be dropped. Raises UserError when somebody has judged.
    """
    with project.transaction():
        events = count_of(project, PEOPLES_EVENTS, import_id)
        if events:
            raise UserError(
                f"{counted(events, 'event')} of the log are about responses of this file, and"
                " events are never deleted; the file stays"
            )
        for table in ("queue WHERE pair_id", "pairs WHERE id"):
            project.db.execute(f"DELETE FROM {table} IN {PAIRS}", {"id": import_id})
        project.db.execute(_HAND_OVER, {"id": import_id})
        project.db.execute("UPDATE imports SET state = 'running' WHERE id = ?", [import_id])


def hand_over_prompts(project: ProjectFile, import_id: int) -> None:
    """Give the prompts of an invisible import that have responses of other files to those."""
    with project.transaction():
        project.db.execute(_HAND_OVER, {"id": import_id})


def row_count(project: ProjectFile, import_id: int) -> int:
    """How many rows of an import there are to drop; to count them takes longer than a chunk."""
    return sum(count_of(project, what, import_id) for what in _ROWS)


def drop_rows(project: ProjectFile, import_id: int, limit: int) -> int:
    """Delete up to `limit` rows of an invisible import, and what only they needed.

    Labels of files go with their responses, vectors with their texts. Its prompts must have
    been handed over. When nothing is left, the import itself goes. Returns how many rows went.
    """
    with project.transaction():
        for drop in _DROPS:
            if dropped := drop(project, import_id, limit):
                return dropped
        _drop_empty(project)
        project.db.execute("DELETE FROM imports WHERE id = ?", [import_id])
    return 0


def drop_unfinished(project: ProjectFile) -> None:
    """Take out what a killed import or a removal that was broken off left."""
    for row in list(project.db.query("SELECT id FROM imports WHERE state <> 'complete'")):
        drop_import(project, row["id"])


def drop_import(project: ProjectFile, import_id: int) -> None:
    """Take out an invisible import, to its end."""
    hand_over_prompts(project, import_id)
    while drop_rows(project, import_id, ROWS_AT_ONCE):
        pass


_SELECTIONS = (
    "(SELECT id FROM selections WHERE strategy = 'imported'"
    " AND json_extract(params, '$.import_id') = :id)"
)
_ROWS = (
    f"pairs WHERE selection_id IN {_SELECTIONS}",
    "responses WHERE import_id = :id",
    "prompts WHERE import_id = :id",
    "rejected_rows WHERE import_id = :id",
)
_HAND_OVER = """
UPDATE prompts SET import_id = other.import_id, source_row = 0,
    source_file = (SELECT source FROM imports WHERE imports.id = other.import_id)
FROM (SELECT prompt_id, min(import_id) AS import_id FROM responses
      WHERE import_id <> :id AND prompt_id IN (SELECT id FROM prompts WHERE import_id = :id)
      GROUP BY prompt_id) AS other
WHERE prompts.id = other.prompt_id
"""
"""A row of 0 says that the row of the other file is not known."""


def _drop_pairs(project: ProjectFile, import_id: int, limit: int) -> int:
    """The pairs that the file itself says something about."""
    sql = f"SELECT id FROM pairs WHERE selection_id IN {_SELECTIONS} LIMIT :limit"
    found = [row[0] for row in project.db.execute(sql, {"id": import_id, "limit": limit})]
    _drop_labelled(project, found)
    return len(found)


def _drop_responses(project: ProjectFile, import_id: int, limit: int) -> int:
    """Responses, with what other files say about them and with vectors of no other text."""
    sql = "SELECT id FROM responses WHERE import_id = ? LIMIT ?"
    found = [row[0] for row in project.db.execute(sql, [import_id, limit])]
    for side in ("response_a", "response_b"):
        sql = f"SELECT id FROM pairs WHERE {side} IN {{keys}}"
        _drop_labelled(project, [row[0] for row in rows_with(project, sql, found)])
    sql = "SELECT text_hash FROM responses WHERE id IN {keys}"
    hashes = {row[0] for row in rows_with(project, sql, found)}
    _drop_by_id(project, "responses", found)
    _drop_vectors(project, hashes)
    return len(found)


def _drop_prompts(project: ProjectFile, import_id: int, limit: int) -> int:
    return _drop_some(project, "prompts", import_id, limit)


def _drop_rejected(project: ProjectFile, import_id: int, limit: int) -> int:
    return _drop_some(project, "rejected_rows", import_id, limit)


_DROPS = (_drop_pairs, _drop_responses, _drop_prompts, _drop_rejected)
"""In an order that leaves no row which refers to one that is gone."""


def _drop_some(project: ProjectFile, table: str, import_id: int, limit: int) -> int:
    some = f"SELECT rowid FROM {table} WHERE import_id = ? LIMIT ?"
    cursor = project.db.execute(f"DELETE FROM {table} WHERE rowid IN ({some})", [import_id, limit])
    return cursor.rowcount


def _drop_labelled(project: ProjectFile, pair_ids: list[int]) -> None:
    """Pairs of files with their labels; a person's event would keep them by its foreign key."""
    project.db.conn.executemany(
        "DELETE FROM events WHERE pair_id = ? AND annotator_id IN"
        " (SELECT id FROM annotators WHERE kind = 'source')",
        [(pair_id,) for pair_id in pair_ids],
    )
    _drop_by_id(project, "pairs", pair_ids)


def _drop_by_id(project: ProjectFile, table: str, ids: list[int]) -> None:
    project.db.conn.executemany(f"DELETE FROM {table} WHERE id = ?", [(one,) for one in ids])


def _drop_vectors(project: ProjectFile, text_hashes: set[str]) -> None:
    for table in ("embeddings", "embedding_failures"):
        project.db.conn.executemany(
            f"DELETE FROM {table} WHERE text_hash = :hash AND NOT EXISTS"
            " (SELECT 1 FROM responses WHERE text_hash = :hash)",
            [{"hash": text_hash} for text_hash in text_hashes],
        )


def _drop_empty(project: ProjectFile) -> None:
    """Selections of files without a pair, and files that say nothing any more."""
    for empty in (
        "selections WHERE strategy = 'imported'"
        " AND NOT EXISTS (SELECT 1 FROM pairs WHERE selection_id = selections.id)",
        "annotators WHERE kind = 'source'"
        " AND NOT EXISTS (SELECT 1 FROM events WHERE annotator_id = annotators.id)",
    ):
        project.db.execute(f"DELETE FROM {empty}")
