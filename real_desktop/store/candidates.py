"""The responses that may be asked about, with their vectors, in slices that end soon."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from real_desktop.store.project_file import ProjectFile
from real_desktop.store.vectors import STORED

SLICE_S = 0.005
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class CandidateSlice:
    """m visible responses of whole prompts, in the order of prompts and positions, as columns.

    `vectors` `(v, d)` float16 are those of the responses for which `vector_rows` `(m,)` is not
    -1, namely that row. `has_failed` is true where embedding failed, or gave a vector that
    compares with nothing; `tokens` is -1 without a vector. The next slice begins `after` the
    last prompt; None behind the last response.
    """

    prompt_ids: NDArray[np.int64]
    response_ids: NDArray[np.int64]
    texts: Sequence[str]
    text_hashes: Sequence[str]
    tokens: NDArray[np.int64]
    vector_rows: NDArray[np.int64]
    has_failed: NDArray[np.bool_]
    vectors: NDArray[np.float16]
    after: int | None

    def prompts(self) -> Iterator[tuple[int, slice]]:
        """Each prompt id with its rows."""
        ends = [*(1 + np.flatnonzero(np.diff(self.prompt_ids))).tolist(), len(self.texts)]
        first = 0
        for end in ends if self.texts else ():
            yield int(self.prompt_ids[first]), slice(first, end)
            first = end


def candidate_slice(project: ProjectFile, model_id: int | None, after: int) -> CandidateSlice:
    """The responses of the prompts behind `after`, as many whole prompts as 5 ms allow."""
    began, found, last = time.monotonic(), list[tuple[Any, ...]](), None
    rows = project.db.execute(_CANDIDATES, {"model": model_id, "after": after})
    try:
        for row in rows:
            is_next = found and found[-1][0] != row[0]
            if is_next and (len(found) >= MOST_ROWS or time.monotonic() - began > SLICE_S):
                last = found[-1][0]
                break
            found.append(row)
    finally:
        rows.close()
    return _columns(found, last)


def _columns(rows: Sequence[tuple[Any, ...]], after: int | None) -> CandidateSlice:
    prompt_ids, ids, texts, hashes, tokens, blobs, failed = (
        zip(*rows, strict=True) if rows else ((),) * 7
    )
    has_vector = np.array([blob is not None for blob in blobs], np.bool_)
    known = [blob for blob in blobs if blob is not None]
    width = len(known[0]) // STORED.itemsize if known else 0
    vectors = np.frombuffer(b"".join(known), STORED).reshape(len(known), width)
    is_usable = np.isfinite(vectors).all(axis=1) & vectors.any(axis=1)
    vector_rows = np.where(has_vector, np.cumsum(has_vector) - 1, -1)
    has_failed = np.array(failed, np.bool_) & ~has_vector
    has_failed[np.flatnonzero(has_vector)[~is_usable]] = True
    return CandidateSlice(
        np.array(prompt_ids, np.int64),
        np.array(ids, np.int64),
        texts,
        hashes,
        np.array(tokens, np.int64),
        np.where(has_failed, -1, vector_rows),
        has_failed,
        vectors,
        after,
    )


_CANDIDATES = """
SELECT prompt_id, responses.id, text, responses.text_hash, coalesce(tokens, -1), vector,
    vector IS NULL AND EXISTS (SELECT 1 FROM embedding_failures AS f
        WHERE f.text_hash = responses.text_hash AND f.model_id = :model)
FROM responses LEFT JOIN embeddings
    ON embeddings.text_hash = responses.text_hash AND embeddings.model_id = :model
WHERE prompt_id > :after
    AND +import_id IN (SELECT id FROM imports WHERE state = 'complete')
ORDER BY prompt_id, position
"""
"""By the index of prompts and positions; with the plus it is not that of the imports."""
