"""Writing files of vectors, and of texts that are to get some."""

from __future__ import annotations

import hashlib
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import orjson

from real_desktop.formats.vector_manifest import KEY
from real_desktop.formats.writing import WrittenFile, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_GROUP_BYTES = 1 << 21


class _Counted:
    """A file for pyarrow that knows what went through it."""

    closed = False
    is_abandoned = False

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._bytes, self.digest = file, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        view = memoryview(data)
        if self.is_abandoned:
            return view.nbytes
        self.digest.update(view)
        self._bytes += view.nbytes
        return self._file.write(view)

    def tell(self) -> int:
        return self._bytes

    def flush(self) -> None:
        self._file.flush()

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Whoever opened the file closes it."""


class TableFile:
    """Rows on their way to a Parquet file, written in groups of about 2 MiB."""

    def __init__(self, path: Path, schema: Any, file: BinaryIO) -> None:  # noqa: ANN401
        from pyarrow import parquet

        self._path, self._schema, self._sink = path, schema, _Counted(file)
        self._waiting: list[Any] = []
        self._waiting_bytes = self._rows = 0
        self._writer = parquet.ParquetWriter(
            self._sink,
            schema,
            compression={name: "none" if name == "vector" else "zstd" for name in schema.names},
            use_dictionary=False,
            write_page_checksum=True,
        )

    def add(self, columns: Sequence[Any]) -> None:
        """Write some rows, given as one Arrow array a column."""
        import pyarrow as pa

        batch = pa.record_batch(list(columns), schema=self._schema)
        self._waiting.append(batch)
        self._waiting_bytes += batch.nbytes
        self._rows += batch.num_rows
        if self._waiting_bytes > _GROUP_BYTES:
            self._flush()

    def finish(self) -> WrittenFile:
        """Write the end."""
        self._flush()
        self._writer.close()
        digest = self._sink.digest.hexdigest()
        return WrittenFile(self._path, self._rows, self._sink.tell(), digest)

    def close(self) -> None:
        """End the writer, which else would write its end when it is forgotten."""
        self._sink.is_abandoned = True
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting, self._waiting_bytes = [], 0


class VectorTable:
    """Takes vectors as they are stored."""

    def __init__(self, file: TableFile, dimension: int) -> None:
        self._file, self._dimension = file, dimension

    def add(self, rows: Sequence[tuple[str, bytes, int]]) -> None:
        """Write rows of a hash, a vector's bytes as float16, and its number of tokens."""
        import pyarrow as pa

        joined = b"".join(vector for _hash, vector, _tokens in rows)
        numbers = np.frombuffer(joined, "<f2").astype(np.float16, copy=False)
        values = pa.array(numbers, pa.float16())
        self._file.add(
            [
                pa.array([text_hash for text_hash, _vector, _tokens in rows]),
                pa.FixedSizeListArray.from_arrays(values, self._dimension),
                pa.array([tokens for _hash, _vector, tokens in rows], pa.int32()),
            ]
        )

    def finish(self) -> WrittenFile:
        """Write the end."""
        return self._file.finish()


class TextTable:
    """Takes texts with their hashes."""

    def __init__(self, file: TableFile) -> None:
        self._file = file

    def add(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write rows of a hash and a text."""
        import pyarrow as pa

        self._file.add(
            [
                pa.array([text_hash for text_hash, _text in rows], pa.string()),
                pa.array([text for _hash, text in rows], pa.string()),
            ]
        )

    def finish(self) -> WrittenFile:
        """Write the end."""
        return self._file.finish()


@contextmanager
def vector_table(path: Path, dimension: int, manifest: Mapping[str, Any]) -> Iterator[VectorTable]:
    """A new file of vectors. It takes the place of `path` when the block ends without an error.

    Raises UserError as `replacing` does.
    """
    import pyarrow as pa

    fields = {
        "text_hash": pa.string(),
        "vector": pa.list_(pa.float16(), dimension),
        "tokens": pa.int32(),
    }
    with _table(path, fields, manifest) as file:
        yield VectorTable(file, dimension)


@contextmanager
def text_table(path: Path, manifest: Mapping[str, Any]) -> Iterator[TextTable]:
    """The same for texts."""
    import pyarrow as pa

    fields = {"text_hash": pa.string(), "text": pa.string()}
    with _table(path, fields, manifest) as file:
        yield TextTable(file)


@contextmanager
def _table(
    path: Path, fields: Mapping[str, Any], manifest: Mapping[str, Any]
) -> Iterator[TableFile]:
    import pyarrow as pa

    schema = pa.schema(list(fields.items()), metadata={KEY: orjson.dumps(manifest)})
    with replacing(path) as file, closing(TableFile(path, schema, file)) as table:
        yield table
