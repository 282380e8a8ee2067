"""Embedding models, vectors, and the texts that still lack one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop import __version__
from real_desktop.core.errors import UserError
from real_desktop.store.distinct_texts import (
    MOST_IN_A_SLICE,
    TextSlice,
    text_slice,
    text_slices,
    text_totals,
)
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
    """A distinct text that is not blank and has no vector.

    `characters` is its length without the white space around it; `response_id` is a response
    that has it. Ids and lengths in arrays are 12 MB for a million texts, the hashes 150.
    """

    text_hash: str
    characters: int
    response_id: int = 0


@dataclass(frozen=True, slots=True)
class PendingSlice:
    """Some pending texts; `after` is where the next slice begins, None behind the last."""

    texts: list[PendingText]
    after: str | None


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


def newest_precision(
    project: ProjectFile, fingerprint: str, long_text: str, among: Sequence[str]
) -> str | None:
    """The one of some precisions in which the model embedded here last; None if in none."""
    rows = project.db.execute(
        "SELECT precision FROM embedding_models WHERE fingerprint = ? AND long_text = ?"
        " ORDER BY id DESC",
        [fingerprint, long_text],
    )
    return next((precision for (precision,) in rows if precision in among), None)


def add_model(project: ProjectFile, model: ModelRow) -> int:
    """The id of the model, which is added if the project has not met it.

    Raises UserError when its vectors here have another dimension.
    """
    found = model_id_of(project, model.fingerprint, model.precision, model.long_text)
    if found is not None:
        _refuse_other_dimension(project, found, model.dimension)
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


def pending_slice(
    project: ProjectFile, model_id: int | None, after: str = "", limit: int = MOST_IN_A_SLICE
) -> PendingSlice:
    """The next texts without a vector or a recorded failure for this model, by their hashes.

    It takes about 5 ms. Go on with the `after` of the slice until that is None; a slice may be
    empty before.
    """
    some = text_slice(project, model_id, after, limit)
    return PendingSlice(_pending(some), some.after)


def pending_texts(project: ProjectFile, model_id: int | None) -> list[PendingText]:
    """All at once; with a million responses that takes seconds and memory."""
    return [one for some in text_slices(project, model_id) for one in _pending(some)]


def _pending(some: TextSlice) -> list[PendingText]:
    return [
        PendingText(one.text_hash, one.characters, one.response_id)
        for one in some.texts
        if one.is_pending
    ]


def failed_texts(project: ProjectFile, model_id: int | None) -> int:
    """How many texts have no usable vector by this model; in one go, as `text_totals`."""
    return text_totals(project, model_id).failed


def failure_reasons(project: ProjectFile, model_id: int | None) -> dict[str, int]:
    """Why texts have no usable vector by this model, and how many for each reason."""
    rows = project.db.execute(
        "SELECT reason, count(*) FROM embedding_failures WHERE model_id = ?"
        " GROUP BY reason ORDER BY reason",
        [model_id],
    )
    return dict(rows.fetchall())


def text_count(project: ProjectFile) -> int:
    """How many distinct texts there are to embed, with or without a vector; in one go."""
    return text_totals(project, None).texts


def texts_by_id(project: ProjectFile, response_ids: Iterable[int]) -> list[tuple[str, str]]:
    """The hash and the text of these responses in the same order; nothing for one that is gone."""
    sql = "SELECT text_hash, text FROM responses WHERE id = ?"
    found = (project.db.execute(sql, [one]).fetchone() for one in response_ids)
    return [row for row in found if row is not None]


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
        insert_vectors(project, model_id, embedded)
        project.db.conn.executemany(
            "INSERT OR IGNORE INTO embedding_failures (text_hash, model_id, reason)"
            " VALUES (?, ?, ?)",
            [(text_hash, model_id, reason) for text_hash, reason in failures.items()],
        )


def insert_vectors(project: ProjectFile, model_id: int, embedded: Iterable[EmbeddedText]) -> None:
    """Add vectors where there are none. The caller holds the transaction.

    Raises UserError when one has another dimension than those of its model.
    """
    embedded = list(embedded)
    for dimension in {one.vector.size for one in embedded}:
        _refuse_other_dimension(project, model_id, dimension)
    project.db.conn.executemany(
        "INSERT OR IGNORE INTO embeddings (text_hash, model_id, vector, tokens)"
        " VALUES (?, ?, ?, ?)",
        [
            (one.text_hash, model_id, one.vector.astype(STORED).tobytes(), one.tokens)
            for one in embedded
        ],
    )


def _refuse_other_dimension(project: ProjectFile, model_id: int, dimension: int) -> None:
    sql = "SELECT name, dimension FROM embedding_models WHERE id = ?"
    name, expected = project.db.execute(sql, [model_id]).fetchone()
    if dimension != expected:
        raise UserError(
            f"the vectors of {name} in this project have {expected:,} dimensions, and it gives"
            f" some with {dimension:,} now; they cannot be compared, so none of them is kept"
        )
