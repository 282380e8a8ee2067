"""Embedding models, vectors, and the texts that still lack one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop import __version__
from real_desktop.store.model_choice import known_models, matching, saved_choice
from real_desktop.store.project_file import ProjectFile, now

STORED = np.dtype("<f2")
"""Vectors are stored as little-endian float16."""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """An embedding model as the project knows it; see the table embedding_models."""

    name: str
    fingerprint: str
    dimension: int
    max_tokens: int
    precision: str
    long_text: str
    device: str


@dataclass(frozen=True, slots=True)
class PendingText:
    """A distinct, non-empty text without a vector, and its length in characters."""

    text_hash: str
    characters: int


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """A text's vector, `(d,)` float16 of unit length, and its number of tokens."""

    text_hash: str
    vector: NDArray[np.float16]
    tokens: int


def model_id_of(
    project: ProjectFile, fingerprint: str, precision: str, long_text: str
) -> int | None:
    """The id of the model, or None if the project has not met it."""
    row = project.db.execute(
        "SELECT id FROM embedding_models WHERE fingerprint = ? AND precision = ? AND long_text = ?",
        [fingerprint, precision, long_text],
    ).fetchone()
    return row[0] if row else None


def newest_precision(project: ProjectFile, fingerprint: str, long_text: str) -> str | None:
    """The precision in which the model embedded in this project last; None if it has not."""
    row = project.db.execute(
        "SELECT precision FROM embedding_models WHERE fingerprint = ? AND long_text = ?"
        " ORDER BY id DESC LIMIT 1",
        [fingerprint, long_text],
    ).fetchone()
    return row[0] if row else None


def add_model(project: ProjectFile, model: ModelRow) -> int:
    """The id of the model, which is added if the project has not met it."""
    found = model_id_of(project, model.fingerprint, model.precision, model.long_text)
    if found is not None:
        return found
    with project.transaction():
        cursor = project.db.execute(
            "INSERT INTO embedding_models (name, fingerprint, dimension, max_tokens, precision,"
            " long_text, device, created_at, app_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                model.name,
                model.fingerprint,
                model.dimension,
                model.max_tokens,
                model.precision,
                model.long_text,
                model.device,
                now(),
                __version__,
            ],
        )
    return int(cursor.lastrowid or 0)


def device_of(project: ProjectFile, model_id: int | None) -> str | None:
    """Where the model ran first; None if the project has not met it."""
    row = project.db.execute(
        "SELECT device FROM embedding_models WHERE id = ?", [model_id]
    ).fetchone()
    return row[0] if row else None


def chosen_model_id(project: ProjectFile) -> int | None:
    """The model whose vectors the program uses: the chosen one, else the one that embedded last.

    None before the first, and while the chosen one has embedded nothing yet.
    """
    choice = saved_choice(project)
    if choice is None:
        return newest_model_id(project)
    found = matching(known_models(project), choice)
    return found.id if found else None


def newest_model_id(project: ProjectFile) -> int | None:
    """The model that embedded last; None before the first.

    A model that embedded nothing, since every text failed, counts where there is no other.
    """
    for table in ("embeddings", "embedding_failures"):
        sql = f"SELECT model_id FROM {table} ORDER BY rowid DESC LIMIT 1"
        if row := project.db.execute(sql).fetchone():
            return int(row[0])
    return None


def pending_texts(project: ProjectFile, model_id: int | None) -> list[PendingText]:
    """The distinct texts without a vector or a recorded failure for this model.

    They come in the order of their prompts, so that whole sets are embedded together.
    """
    rows = project.db.execute(
        """
        SELECT text_hash, max(length(text)) FROM responses
        JOIN imports ON imports.id = import_id AND imports.state = 'complete'
        WHERE trim(text, char(9, 10, 13, 32)) <> ''
          AND text_hash NOT IN (SELECT text_hash FROM embeddings WHERE model_id = :model)
          AND text_hash NOT IN (SELECT text_hash FROM embedding_failures WHERE model_id = :model)
        GROUP BY text_hash ORDER BY min(responses.id)
        """,
        {"model": model_id},
    )
    return [PendingText(text_hash, characters) for text_hash, characters in rows]


def failed_texts(project: ProjectFile, model_id: int | None) -> int:
    """How many texts of the project have no usable vector by this model."""
    sql = (
        "SELECT count(*) FROM embedding_failures WHERE model_id = ?"
        " AND text_hash IN (SELECT text_hash FROM responses)"
    )
    return int(project.db.execute(sql, [model_id]).fetchone()[0])


def text_count(project: ProjectFile) -> int:
    """How many distinct texts there are to embed, with or without a vector."""
    return len(pending_texts(project, None))


def texts_of(project: ProjectFile, hashes: Sequence[str]) -> list[str]:
    """The texts with these hashes, in the same order."""
    sql = "SELECT text FROM responses WHERE text_hash = ? LIMIT 1"
    return [project.db.execute(sql, [one]).fetchone()[0] for one in hashes]


def add_vectors(
    project: ProjectFile,
    model_id: int,
    embedded: Iterable[EmbeddedText],
    failures: Mapping[str, str],
) -> None:
    """Write one batch in one transaction; `failures` maps a text hash to the reason."""
    with project.transaction():
        project.db.conn.executemany(
            "INSERT OR IGNORE INTO embeddings (text_hash, model_id, vector, tokens)"
            " VALUES (?, ?, ?, ?)",
            [
                (one.text_hash, model_id, one.vector.astype(STORED).tobytes(), one.tokens)
                for one in embedded
            ],
        )
        project.db.conn.executemany(
            "INSERT OR IGNORE INTO embedding_failures (text_hash, model_id, reason)"
            " VALUES (?, ?, ?)",
            [(text_hash, model_id, reason) for text_hash, reason in failures.items()],
        )
