"""The vectors of a project to a file, and the texts that still lack one."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from real_desktop import __version__
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.formats.vector_manifest import VectorManifest, manifest_place
from real_desktop.formats.vector_writing import text_table, vector_table
from real_desktop.formats.writing import WrittenFile, check_target, write_json
from real_desktop.session.exporting import refuse_the_project
from real_desktop.session.model_names import model_called
from real_desktop.session.pending import text_slices_of
from real_desktop.session.session import CHUNK_ROWS_BESIDE_A_WINDOW, Session
from real_desktop.store import vectors
from real_desktop.store.model_choice import KnownModel, known_models, saved_choice
from real_desktop.store.project_file import ProjectFile, now
from real_desktop.store.thread import Priority
from real_desktop.store.vector_exchange import VectorRow, count_vectors, vector_slice

ROWS_AT_ONCE = CHUNK_ROWS_BESIDE_A_WINDOW
TEXTS_AT_ONCE = 20
NOTHING_EMBEDDED = "the project has no vectors yet; embed its responses first, or import vectors"


@dataclass(slots=True)
class VectorExport:
    """What was written; `model` is empty where texts are for a model that is not known yet."""

    rows: int = 0
    model: str = ""
    fingerprint: str = ""
    dimension: int | None = None
    files: list[Path] = field(default_factory=list)


def export_vectors(
    session: Session, out: Path, model: str | None = None
) -> Generator[Progress, None, VectorExport]:
    """Write all vectors of a model, the one that the project uses or the one that is named.

    Closing the generator leaves no file. Raises UserError, and writes nothing, when there are
    no vectors, when no model or more than one is meant, or when `out` is no place for a file.
    """
    _check(session, out)
    chosen = session.run(Priority.READ, partial(_model, wanted=model))
    total = _count(session, chosen) if chosen else 0
    if chosen is None or not total:
        raise UserError(session.run(Priority.READ, partial(_why_no_vector, model=chosen)))
    manifest = _manifest(chosen, total)
    with vector_table(out, chosen.dimension, manifest) as table:
        done, after = 0, ""
        while rows := _rows(session, chosen, after):
            table.add(rows)
            done, after = done + len(rows), rows[-1][0]
            yield Progress("Exporting vectors", done, total, "vectors", chosen.name)
        written = table.finish()
    return _finish(chosen, manifest, written)


def export_missing_texts(
    session: Session, out: Path, model: str | None = None
) -> Generator[Progress, None, VectorExport]:
    """Write the texts that have no vector by a model, chosen as by `export_vectors`.

    Before the first vector these are all texts. Those on which the model failed are among them.
    Closing the generator leaves no file. Raises UserError, and writes nothing, as
    `export_vectors` does, or when no text lacks a vector.
    """
    _check(session, out)
    chosen = session.run(Priority.READ, partial(_model, wanted=model))
    ids = yield from _missing(session, chosen)
    if not ids:
        raise UserError(_why_no_text(chosen))
    manifest = _manifest(chosen, len(ids))
    with text_table(out, manifest) as table:
        for first in range(0, len(ids), TEXTS_AT_ONCE):
            some = partial(vectors.texts_by_id, response_ids=ids[first : first + TEXTS_AT_ONCE])
            table.add(session.run(Priority.CHUNK, some))
            done = min(first + TEXTS_AT_ONCE, len(ids))
            yield Progress("Exporting texts", done, len(ids), "texts")
        written = table.finish()
    return _finish(chosen, manifest, written)


def _missing(session: Session, model: KnownModel | None) -> Generator[Progress, None, array[int]]:
    """A response for each text without a vector."""
    found, texts = array("q"), 0
    for some in text_slices_of(session, model.id if model else None):
        found.extend(one.response_id for one in some.texts if not one.is_embedded)
        texts += len(some.texts)
        yield Progress("Looking for texts without a vector", texts, None, "texts")
    return found


def _model(project: ProjectFile, wanted: str | None) -> KnownModel | None:
    """The model that is named; without a name the one that the project uses, if any embedded."""
    models = known_models(project)
    if wanted is not None:
        return model_called(models, wanted)
    used = vectors.chosen_model_id(project)
    return next((one for one in models if one.id == used), None)


def _check(session: Session, out: Path) -> None:
    for place in (out, manifest_place(out)):
        refuse_the_project(session.path, place)
        check_target(place)


def _count(session: Session, model: KnownModel) -> int:
    total = 0
    after: int | None = 0
    while after is not None:
        read = partial(count_vectors, model_id=model.id, after=after)
        count, after = session.run(Priority.CHUNK, read)
        total += count
    return total


def _rows(session: Session, model: KnownModel, after: str) -> Sequence[VectorRow]:
    read = partial(vector_slice, model_id=model.id, after=after, limit=ROWS_AT_ONCE)
    rows = session.run(Priority.CHUNK, read)
    if any(len(vector) != 2 * model.dimension for _hash, vector, _tokens in rows):
        raise UserError("the project is damaged: a vector has not the length of its model")
    return rows


def _why_no_vector(project: ProjectFile, model: KnownModel | None) -> str:
    choice = model or saved_choice(project)
    if choice is None or vectors.newest_model_id(project) is None:
        return NOTHING_EMBEDDED
    return f"the project has no vectors by {choice.name} yet; embed first, or name another model"


def _why_no_text(model: KnownModel | None) -> str:
    if model is None:
        return "the project has no texts to embed"
    return f"every text has a vector by {model.name}"


def _manifest(model: KnownModel | None, count: int) -> dict[str, Any]:
    known = VectorManifest()
    if model:
        known = replace(
            known,
            model=model.name,
            fingerprint=model.fingerprint,
            precision=model.precision,
            long_text=model.long_text,
            max_tokens=model.max_tokens,
            dimension=model.dimension,
        )
    about = {"count": count, "app_version": __version__, "created_at": now()}
    return {**known.to_json(), "normalised": True, **about}


def _finish(
    model: KnownModel | None, manifest: Mapping[str, Any], written: WrittenFile
) -> VectorExport:
    place = manifest_place(written.path)
    write_json(place, {**manifest, "count": written.rows, "sha256": written.sha256})
    report = VectorExport(written.rows, files=[written.path, place])
    if model:
        report.model, report.fingerprint = model.name, model.fingerprint
        report.dimension = model.dimension
    return report
