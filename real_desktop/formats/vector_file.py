"""A Parquet file of vectors, read in batches; what it is to hold stands in the README."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from real_desktop.core.errors import UserError
from real_desktop.formats.opening import seekable
from real_desktop.formats.rows import name_of
from real_desktop.formats.unfolding import check_unfolding
from real_desktop.formats.vector_batch import BatchCheck, VectorBatch
from real_desktop.formats.vector_columns import checked_columns, in_words
from real_desktop.formats.vector_manifest import (
    KEY,
    MOST_DIMENSIONS,
    VectorManifest,
    manifest_beside,
    manifest_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BATCH_BYTES = 1 << 22
_MOST_ROWS = 2_000
_STEP = 1 << 20


class VectorFile:
    """An open file of vectors; `rows` says how many it claims to have.

    All of it raises UserError, with the name of the file and the row, where something is not as
    agreed.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self.name = file, name_of(path)
        self._beside = manifest_beside(path)
        with in_words(self.name):
            source = _opened(file)
            self._schema = source.schema_arrow
            self.rows = int(source.metadata.num_rows)
            self._columns = checked_columns(self._schema, self.name)
            self._check_lengths(source.metadata)
        self.manifest = self._manifest()
        self.dimension = self._dimension()
        self._check_dimension()

    def sha256(self) -> str:
        """The SHA-256 of the file's bytes. Raises UserError if the manifest says another."""
        digest = hashlib.sha256()
        self._file.seek(0)
        while chunk := self._file.read(_STEP):
            digest.update(chunk)
        found = digest.hexdigest()
        if self._beside and self._beside.sha256 not in ("", found):
            raise UserError(
                f"{self.name} is not the file that its manifest describes: the SHA-256 differs"
            )
        return found

    def batches(self) -> Iterator[VectorBatch]:
        """All rows in their order, again with each call."""
        check = BatchCheck(self.name, self.dimension)
        size = max(1, min(_MOST_ROWS, _BATCH_BYTES // (8 * self.dimension)))
        for batch in self._raw_batches(size):
            yield check.checked(batch)

    def _raw_batches(self, size: int) -> Iterator[Any]:
        packed, unpacked = self._file.seek(0, 2), 0
        with in_words(self.name):
            source = _opened(self._file)
            for batch in source.iter_batches(size, columns=self._columns, use_threads=False):
                batch.validate()
                unpacked += batch.nbytes
                check_unfolding(self.name, packed, unpacked)
                yield batch

    def _check_lengths(self, metadata: Any) -> None:  # noqa: ANN401
        """Before anything is unpacked: no vector of more dimensions than there may be."""
        for group in map(metadata.row_group, range(metadata.num_row_groups)):
            for column in map(group.column, range(group.num_columns)):
                is_vector = column.path_in_schema.split(".")[0] == "vector"
                if is_vector and column.num_values > MOST_DIMENSIONS * group.num_rows:
                    raise UserError(self._too_long())

    def _too_long(self) -> str:
        return f"{self.name}: a vector is to have 1 to {MOST_DIMENSIONS:,} dimensions"

    def _manifest(self) -> VectorManifest:
        inside = (self._schema.metadata or {}).get(KEY)
        if inside is not None:
            return manifest_from(inside, f"the metadata of {self.name}")
        return self._beside or VectorManifest()

    def _dimension(self) -> int:
        """That of the type, or else of the first row, which the others are compared with."""
        fixed = getattr(self._schema.field("vector").type, "list_size", None)
        if fixed is not None:
            return int(fixed)
        batch = next(self._raw_batches(1), None)
        if batch is None or batch.column("vector").null_count:
            return 1
        return len(batch.column("vector")[0])

    def _check_dimension(self) -> None:
        if not 1 <= self.dimension <= MOST_DIMENSIONS:
            raise UserError(f"{self._too_long()}, and has {self.dimension:,}")
        said = self.manifest.dimension
        if self.rows and said not in (None, self.dimension):
            raise UserError(
                f"{self.name}: the vectors have {self.dimension} dimensions, and the manifest"
                f" says {said}"
            )


@contextmanager
def open_vectors(path: Path) -> Iterator[VectorFile]:
    """A file of vectors. Raises UserError, as all of the file does, where it is not as agreed."""
    with seekable(path) as file:
        yield VectorFile(file, path)


def _opened(file: BinaryIO) -> Any:  # noqa: ANN401
    """The file for pyarrow; by its name it would not do, for some names are addresses to it."""
    from pyarrow import parquet

    file.seek(0)
    return parquet.ParquetFile(file, pre_buffer=False, page_checksum_verification=True)
