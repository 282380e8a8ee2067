"""Rows of a file of vectors, each checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.formats.vector_columns import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

UNIT_WITHIN = 1e-3
"""A float16 vector whose length is this near to 1 is taken as it is, byte for byte."""

MOST_TOKENS = 2**31
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class VectorBatch:
    """Some rows from row `first` on: hashes, vectors `(n, d)` float16 of unit length, tokens."""

    first: int
    hashes: Sequence[str]
    vectors: NDArray[np.float16]
    tokens: Sequence[int]


class BatchCheck:
    """Checks batches of Arrow; raises UserError with the name of the file and the row."""

    def __init__(self, file_name: str, dimension: int) -> None:
        self._name, self._dimension = file_name, dimension
        self._first = 1

    def checked(self, batch: Any) -> VectorBatch:  # noqa: ANN401
        """The next rows of the file."""
        first, columns = self._first, dict(zip(batch.schema.names, batch.columns, strict=True))
        for name, column in columns.items():
            if column.null_count:
                raise self._fault(np.asarray(column.is_null()), f"{name} is missing")
        hashes = self._hashes(columns)
        tokens = self._tokens(columns.get("tokens"), len(hashes))
        vectors = self._vectors(columns["vector"])
        self._first += batch.num_rows
        return VectorBatch(first, hashes, vectors, tokens)

    def _hashes(self, columns: dict[str, Any]) -> list[str]:
        with in_words(self._name):
            known = {
                name: columns[name].to_pylist() for name in ("text_hash", "text") if name in columns
            }
            from_texts = [text_hash(text) for text in known.get("text", [])]
        if "text_hash" not in known:
            return from_texts
        hashes = [one.lower() for one in known["text_hash"]]
        for row, one in enumerate(hashes):
            if not _HASH.fullmatch(one):
                raise self._fault_at(row, f"text_hash is not 64 hexadecimal digits: {one[:70]!r}")
            if from_texts and from_texts[row] != one:
                raise self._fault_at(row, "text_hash is not the SHA-256 of the text beside it")
        return hashes

    def _tokens(self, column: Any, rows: int) -> list[int]:  # noqa: ANN401
        tokens = [0] * rows if column is None else column.to_pylist()
        for row, one in enumerate(tokens):
            if not 0 <= one < MOST_TOKENS:
                raise self._fault_at(row, f"tokens is {one}, which is no number of tokens")
        return tokens

    def _vectors(self, column: Any) -> NDArray[np.float16]:  # noqa: ANN401
        import pyarrow.compute as pc

        lengths = np.asarray(pc.list_value_length(column))
        wrong = lengths != self._dimension
        if wrong.any():
            found = f"{lengths[np.argmax(wrong)]} dimensions, and not {self._dimension}"
            raise self._fault(wrong, f"the vector has {found}")
        values = column.flatten()
        if values.null_count:
            raise self._fault(self._by_row(np.asarray(values.is_null())), "a number is missing")
        raw = self._by_row(values.to_numpy(zero_copy_only=False))
        with np.errstate(over="ignore", invalid="ignore"):
            norms = np.linalg.norm(raw.astype(np.float64), axis=1)
        for is_fault, what in ((~np.isfinite(norms), "not finite"), (norms == 0, "zero")):
            if is_fault.any():
                raise self._fault(is_fault, f"the vector is {what}")
        return _unit(raw, norms)

    def _by_row(self, values: NDArray[Any]) -> NDArray[Any]:
        return values.reshape(-1, self._dimension)

    def _fault(self, is_fault: NDArray[np.bool_], what: str) -> UserError:
        by_row = is_fault.reshape(len(is_fault), -1).any(axis=1)
        return self._fault_at(int(np.argmax(by_row)), what)

    def _fault_at(self, row: int, what: str) -> UserError:
        return UserError(f"{self._name}, row {self._first + row:,}: {what}")


def _unit(raw: NDArray[Any], norms: NDArray[np.float64]) -> NDArray[np.float16]:
    """Rows of unit length, in float32; float16 rows that have it keep their bytes."""
    unit = (raw / norms[:, None]).astype(np.float32).astype(np.float16)
    if raw.dtype == np.float16:
        is_unit = np.abs(norms - 1) <= UNIT_WITHIN
        unit[is_unit] = raw[is_unit]
    return unit
