"""Vectors from a file into a project: all of the file is checked before any of it is written."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.formats.vector_batch import VectorBatch
from real_desktop.formats.vector_file import VectorFile, open_vectors
from real_desktop.session.session import Session
from real_desktop.store.model_choice import known_models
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority
from real_desktop.store.vector_exchange import Standing, add_imported, standings
from real_desktop.store.vectors import STORED, EmbeddedText, ModelRow, add_model, model_id_of

MOST_APART = 1e-2
"""Two vectors of one text by one model may differ so much in their cosine, and no more."""

IMPORTED = "imported"
"""What stands for the device of a model that ran elsewhere."""


@dataclass(slots=True)
class VectorImport:
    """What an import did, in distinct texts; `skipped` ones had the same vector already.

    `unknown` counts rows whose text is not in the project.
    """

    model: str
    fingerprint: str
    dimension: int
    imported: int = 0
    skipped: int = 0
    unknown: int = 0


def import_vectors(
    session: Session, path: Path, name: str | None = None
) -> Generator[Progress, None, VectorImport]:
    """Store the vectors of the texts that have none by the file's model.

    `name` is that of the model where neither the file nor the manifest beside it says one.
    Closing the generator keeps what is stored so far, and another run goes on from there.
    Raises UserError, and writes nothing, when anything in the file is not as agreed, or when a
    vector is not the one that the text has.
    """
    with open_vectors(path) as file:
        yield Progress("Checking vectors", 0, file.rows, "vectors", file.name)
        model = _model(file, name)
        model_id = session.run(Priority.READ, partial(_known_id, model=model, file=file.name))
        report = VectorImport(model.name, model.fingerprint, model.dimension)
        yield from _check(session, file, model_id, report)
        if report.skipped + report.unknown < file.rows:
            model_id = session.run(Priority.CHUNK, partial(add_model, model=model))
            yield from _write(session, file, model_id, report)
    return report


def _model(file: VectorFile, name: str | None) -> ModelRow:
    """The model that the file names; its own content stands for one that it says nothing of."""
    known = file.manifest
    chosen = known.model or (name or "").strip()
    if not chosen:
        raise UserError(
            f"{file.name}: says nothing of the model that made its vectors; give it a name"
            " with --name, or a manifest"
        )
    digest = file.sha256()
    return ModelRow(
        chosen,
        known.fingerprint or digest,
        file.dimension,
        known.max_tokens,
        known.precision,
        known.long_text,
        IMPORTED,
    )


def _known_id(project: ProjectFile, model: ModelRow, file: str) -> int | None:
    model_id = model_id_of(project, model.fingerprint, model.precision, model.long_text)
    for one in known_models(project):
        if one.id == model_id and one.dimension != model.dimension:
            raise UserError(
                f"{file}: the vectors have {model.dimension} dimensions, and those of"
                f" {one.name} in the project have {one.dimension}"
            )
    return model_id


def _check(
    session: Session, file: VectorFile, model_id: int | None, report: VectorImport
) -> Generator[Progress, None, None]:
    seen, done = _Seen(), 0
    for batch in _chunks(file, session.chunk_rows):
        seen.add(batch.hashes)
        look = partial(standings, model_id=model_id, hashes=batch.hashes)
        found = session.run(Priority.CHUNK, look)
        _compare(file.name, batch, found)
        report.unknown += sum(not one.is_known for one in found)
        report.skipped += sum(one.is_known and one.vector is not None for one in found)
        done += len(found)
        yield Progress("Checking vectors", done, file.rows, "vectors", file.name)
    if not done:
        raise UserError(f"{file.name}: has no rows")
    seen.refuse_repeated(file.name)
    if report.unknown == done:
        raise UserError(f"{file.name}: none of its {done:,} texts is in the project")


def _compare(name: str, batch: VectorBatch, found: Sequence[Standing]) -> None:
    """Raise UserError if a vector is not that which its text has."""
    for place, standing in enumerate(found):
        if standing.vector is None or not standing.is_known:
            continue
        there = np.frombuffer(standing.vector, STORED).astype(np.float64)
        new = batch.vectors[place].astype(np.float64)
        cosine = float(there @ new / np.linalg.norm(there) / np.linalg.norm(new))
        if not cosine >= 1 - MOST_APART:
            raise UserError(
                f"{name}, row {batch.first + place:,}: the text has another vector by this model"
                f" already, their cosine is {cosine:.3f}; nothing was imported"
            )


def _write(
    session: Session, file: VectorFile, model_id: int, report: VectorImport
) -> Generator[Progress, None, None]:
    done = 0
    for batch in _chunks(file, session.chunk_rows):
        embedded = [
            EmbeddedText(text_hash, vector, tokens)
            for text_hash, vector, tokens in zip(
                batch.hashes, batch.vectors, batch.tokens, strict=True
            )
        ]
        add = partial(add_imported, model_id=model_id, embedded=embedded)
        report.imported += session.run(Priority.CHUNK, add)
        done += len(embedded)
        yield Progress("Importing vectors", done, file.rows, "vectors", file.name)


def _chunks(file: VectorFile, size: int) -> Iterator[VectorBatch]:
    """The rows of the file, at most `size` at once."""
    for batch in file.batches():
        for first in range(0, len(batch.hashes), size):
            part = slice(first, first + size)
            yield VectorBatch(
                batch.first + first, batch.hashes[part], batch.vectors[part], batch.tokens[part]
            )


class _Seen:
    """The hashes so far, 16 bytes of each: a million take 16 MB."""

    def __init__(self) -> None:
        self._halves = array("Q"), array("Q")

    def add(self, hashes: Sequence[str]) -> None:
        for one in hashes:
            self._halves[0].append(int(one[:16], 16))
            self._halves[1].append(int(one[16:32], 16))

    def refuse_repeated(self, file: str) -> None:
        """Raise UserError if two rows have one text."""
        first, second = (np.asarray(half) for half in self._halves)
        order = np.lexsort((second, first))
        is_again = (np.diff(first[order]) == 0) & (np.diff(second[order]) == 0)
        if is_again.any():
            place = int(np.argmax(is_again))
            rows = sorted((int(order[place]) + 1, int(order[place + 1]) + 1))
            raise UserError(
                f"{file}, row {rows[1]:,}: has the text of row {rows[0]:,}; each text is to be"
                " there once"
            )
