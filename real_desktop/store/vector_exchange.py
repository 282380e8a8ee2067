"""Vectors of a model out of a project and into one, some at a time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from real_desktop.store.project_file import ProjectFile
from real_desktop.store.vectors import EmbeddedText, insert_vectors

SLICE_S = 0.005
COUNTED_AT_ONCE = 50_000
_ROWS_A_LOOK = 16

VectorRow = tuple[str, bytes, int]
"""A text hash, the vector's bytes as they are stored, and the number of tokens."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a text of the project has a hash, and the vector it has by one model."""

    is_known: bool
    vector: bytes | None


def count_vectors(project: ProjectFile, model_id: int, after: int) -> tuple[int, int | None]:
    """How many of the next vectors there are, and where to go on; None behind the last."""
    return project.db.execute(  # type: ignore[no-any-return]
        "SELECT count(*), max(rowid) FROM (SELECT rowid FROM embeddings"
        " WHERE model_id = ? AND rowid > ? ORDER BY rowid LIMIT ?)",
        [model_id, after, COUNTED_AT_ONCE],
    ).fetchone()


def vector_slice(project: ProjectFile, model_id: int, after: str, limit: int) -> list[VectorRow]:
    """The next vectors by their hashes: up to `limit`, or as many as 5 ms allow.

    The plus keeps SQLite from the index by model, from which it would sort all of them each time.
    """
    began, found = time.monotonic(), list[VectorRow]()
    rows = project.db.execute(
        "SELECT text_hash, vector, tokens FROM embeddings"
        " WHERE text_hash > ? AND +model_id = ? ORDER BY text_hash LIMIT ?",
        [after, model_id, limit],
    )
    for row in rows:
        found.append(row)
        if len(found) % _ROWS_A_LOOK == 0 and time.monotonic() - began > SLICE_S:
            break
    rows.close()
    return found


def standings(project: ProjectFile, model_id: int | None, hashes: Iterable[str]) -> list[Standing]:
    """What the project has for each hash."""
    found = (
        project.db.execute(_STANDING, {"hash": one, "model": model_id}).fetchone() for one in hashes
    )
    return [Standing(bool(is_known), vector) for is_known, vector in found]


def add_imported(project: ProjectFile, model_id: int, embedded: Sequence[EmbeddedText]) -> int:
    """Store the vectors of known texts that have none; how many those were.

    That the model failed on one of them is forgotten. The rest is passed over.
    """
    found = standings(project, model_id, [one.text_hash for one in embedded])
    new = [
        one
        for one, standing in zip(embedded, found, strict=True)
        if standing.is_known and standing.vector is None
    ]
    with project.transaction():
        project.db.conn.executemany(
            "DELETE FROM embedding_failures WHERE text_hash = ? AND model_id = ?",
            [(one.text_hash, model_id) for one in new],
        )
        insert_vectors(project, model_id, new)
    return len(new)


_STANDING = """
SELECT EXISTS (SELECT 1 FROM responses JOIN imports
               ON imports.id = import_id AND imports.state = 'complete'
               WHERE text_hash = :hash),
       (SELECT vector FROM embeddings WHERE text_hash = :hash AND model_id = :model)
"""
