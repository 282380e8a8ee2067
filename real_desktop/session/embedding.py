"""Vectors for the texts that lack one."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from real_desktop.core.progress import Progress, reported
from real_desktop.embedding.batches import make_batches
from real_desktop.embedding.encoder import (
    LONG_TEXT,
    PRECISION,
    Encoded,
    EncoderInfo,
    Loader,
    load_sentence_transformer,
)
from real_desktop.embedding.models import ModelFolder, default_model, verify_default
from real_desktop.embedding.pool import EmbeddingPool
from real_desktop.embedding.waiting import encode_batches, load_encoder
from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority
from real_desktop.store.vectors import EmbeddedText, ModelRow, PendingText

BATCH_TEXTS = 32
BATCH_CHARACTERS = 32_000


@dataclass(slots=True)
class EmbedReport:
    """What one run did, in distinct texts; `seconds` from the first batch to the last commit.

    `skipped` texts had a vector already; `failed` ones got none, now or in an earlier run.
    `device` is where the model ran, or did when there was nothing to do; None if it never has.
    """

    model: str
    device: str | None
    precision: str = PRECISION
    embedded: int = 0
    skipped: int = 0
    failed: int = 0
    load_seconds: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Embedder:
    """A model, and the function that loads it in the embedding process."""

    folder: ModelFolder
    loader: Loader


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """Where the model runs, in which precision, and what becomes of texts behind its window."""

    device: str = "auto"
    precision: str = "auto"
    long_text: str = "window"


USUAL_WAY = EmbedOptions()


def embedder_for(folder: ModelFolder, options: EmbedOptions) -> Embedder:
    """The model of a folder, to be loaded with these options."""
    return Embedder(folder, partial(load_sentence_transformer, str(folder.path), options.device))


def default_embedder(device: str = "auto") -> Embedder:
    """The packaged model, its weights checked. Raises UserError if they are not the published."""
    folder = default_model()
    verify_default(folder)
    loader = partial(load_sentence_transformer, str(folder.path), device)
    return Embedder(folder, loader)


def embed(
    session: Session, embedder: Embedder | None = None, device: str = "auto"
) -> Generator[Progress, None, EmbedReport]:
    """Embed what has no vector yet, and store it batch by batch.

    Without an embedder it is the packaged model, on the device. Closing the generator ends
    the embedding process; what is stored stays.
    """
    yield Progress("Looking for texts without a vector")
    embedder = embedder or default_embedder(device)
    model_id, pending, report = session.run(Priority.READ, partial(_look, embedder=embedder))
    if not pending:
        return report
    with EmbeddingPool(embedder.loader) as pool:
        info = yield from _load(pool, len(pending), report)
        if model_id is None:
            row = _model_row(embedder.folder, info)
            model_id = session.run(Priority.CHUNK, partial(vectors.add_model, model=row))
        yield from _embed_all(session, pool, model_id, pending, report)
    return report


def _look(
    project: ProjectFile, embedder: Embedder
) -> tuple[int | None, list[PendingText], EmbedReport]:
    """The model if the project knows it, what it has to embed, and the report without that."""
    model_id = vectors.model_id_of(project, embedder.folder.fingerprint, PRECISION, LONG_TEXT)
    pending = vectors.pending_texts(project, model_id)
    failed = vectors.failed_texts(project, model_id)
    skipped = vectors.text_count(project) - len(pending) - failed
    report = EmbedReport(embedder.folder.name, vectors.device_of(project, model_id))
    report.skipped, report.failed = skipped, failed
    return model_id, pending, report


def _load(
    pool: EmbeddingPool, total: int, report: EmbedReport
) -> Generator[Progress, None, EncoderInfo]:
    started = time.monotonic()
    waiting = Progress("Loading the model", 0, total, "texts", report.model)
    info = yield from reported(load_encoder(pool), lambda _step: waiting)
    report.device = info.device
    report.load_seconds = time.monotonic() - started
    return info


def _embed_all(
    session: Session,
    pool: EmbeddingPool,
    model_id: int,
    pending: Sequence[PendingText],
    report: EmbedReport,
) -> Iterator[Progress]:
    sizes = [(one.text_hash, one.characters) for one in pending]
    batches = make_batches(sizes, BATCH_TEXTS, BATCH_CHARACTERS)
    texts = (session.run(Priority.READ, partial(vectors.texts_of, hashes=b)) for b in batches)
    waiting = iter(batches)
    started = time.monotonic()
    done = 0
    for encoded in encode_batches(pool, texts):
        if encoded is not None:
            store = partial(_store, model_id=model_id, hashes=next(waiting), encoded=encoded)
            failed = session.run(Priority.CHUNK, store)
            report.failed += failed
            report.embedded += len(encoded.tokens) - failed
            report.seconds = time.monotonic() - started
            done += len(encoded.tokens)
        yield Progress("Embedding", done, len(pending), "texts", report.device or "")


def _store(project: ProjectFile, model_id: int, hashes: Sequence[str], encoded: Encoded) -> int:
    failures = {hashes[index]: reason for index, reason in encoded.failures.items()}
    embedded = [
        EmbeddedText(text_hash, encoded.vectors[index], encoded.tokens[index])
        for index, text_hash in enumerate(hashes)
        if index not in encoded.failures
    ]
    vectors.add_vectors(project, model_id, embedded, failures)
    return len(failures)


def _model_row(folder: ModelFolder, info: EncoderInfo) -> ModelRow:
    return ModelRow(
        folder.name,
        folder.fingerprint,
        info.dimension,
        info.max_tokens,
        info.precision,
        info.long_text,
        info.device,
    )
