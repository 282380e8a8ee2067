"""Vectors for the texts that lack one."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from real_desktop.core.pause import Pause
from real_desktop.core.progress import Progress, reported
from real_desktop.embedding.batches import make_batches
from real_desktop.embedding.encoder import Encoded, Encoder, EncoderInfo, Loader
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.models import ModelFolder
from real_desktop.embedding.pool import EmbeddingPool
from real_desktop.embedding.precision import Precision
from real_desktop.embedding.waiting import encode_batches, load_encoder
from real_desktop.embedding.windows import LongText
from real_desktop.session.pending import Pending, find_pending
from real_desktop.session.precisions import RUNNABLE, known_precision, remember_precision
from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority
from real_desktop.store.vectors import EmbeddedText, ModelRow

BATCH_TEXTS = 64
BATCH_CHARACTERS = 64_000
"""What is repeated if the process is killed: about two seconds on two cores."""

FIRST_BLOCK, BLOCK_TEXTS = 256, 4_096
"""Texts are taken in the order of their prompts in blocks, and only within a block by length,
so that the first prompts are ready long before the last."""


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """How to embed: auto, cpu, cuda or mps; auto, float32 or bfloat16; window or truncate."""

    device: str = "auto"
    precision: str = Precision.AUTO
    long_text: str = LongText.WINDOW


USUAL_WAY = EmbedOptions()


@dataclass(slots=True)
class EmbedReport:
    """What one run did, in distinct texts; `seconds` from the first batch to the last commit.

    `skipped` texts had a vector already; `failed` ones got none, now or in an earlier run, for
    these `reasons`.
    `device` is where the model ran, or did when there was nothing to do; None if it never has.
    """

    model: str
    device: str | None
    precision: str
    why: str = ""
    embedded: int = 0
    skipped: int = 0
    failed: int = 0
    load_seconds: float = 0.0
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Embedder:
    """A model, how it embeds, and the function that loads it in the embedding process.

    Where the precision is auto, `loader` is called with the keyword `precision`; for each
    further card of several, with the keyword `device`.
    """

    folder: ModelFolder
    loader: Callable[..., Encoder]
    options: EmbedOptions

    def loader_in(self, precision: str, **more: str) -> Loader:
        """The loader for a precision, which may still be auto, and for a `device` if named."""
        if self.options.precision == Precision.AUTO:
            more["precision"] = precision
        return partial(self.loader, **more) if more else self.loader


def embedder_for(folder: ModelFolder, options: EmbedOptions) -> Embedder:
    """Any model on this disk."""
    loader = partial(
        load_model, str(folder.path), device=options.device, long_text=options.long_text,
        prompt=folder.prompt,
    )  # fmt: skip
    if options.precision != Precision.AUTO:
        loader = partial(loader, precision=options.precision)
    return Embedder(folder, loader, options)


def embed(
    session: Session,
    embedder: Embedder,
    between_blocks: Callable[[], Generator[Progress, None, None]] | None = None,
    pause: Pause | None = None,
) -> Generator[Progress, None, EmbedReport]:
    """Embed what has no vector yet, and store it batch by batch.

    `between_blocks` makes a job that is done whenever the responses of some more prompts are
    embedded and others wait. While a `pause` is wanted no batch is begun; those under way are
    stored, then comes a report that does not run ahead. Closing the generator ends the embedding
    process; what is stored stays.
    """
    yield Progress("Looking for texts without a vector")
    remembered = known_precision(embedder.folder.fingerprint, embedder.options.device)
    look = partial(_look, embedder=embedder, remembered=remembered)
    precision, model_id, report = session.run(Priority.READ, look)
    pending = yield from find_pending(session, model_id)
    total = pending.totals.pending
    report.failed = pending.totals.failed
    reasons = partial(vectors.failure_reasons, model_id=model_id)
    report.reasons.update(session.run(Priority.READ, reasons))
    report.skipped = pending.totals.texts - total - report.failed
    if not total:
        return report
    with ExitStack() as stack:
        pool = stack.enter_context(EmbeddingPool(embedder.loader_in(precision)))
        info = yield from _load(pool, total, report)
        if precision == Precision.AUTO:
            remember_precision(embedder.folder.fingerprint, embedder.options.device, info)
        row = _model_row(embedder.folder, info)
        model_id = session.run(Priority.CHUNK, partial(vectors.add_model, model=row))
        others = [
            stack.enter_context(EmbeddingPool(embedder.loader_in(info.precision, device=card)))
            for card in info.cards[1:]
        ]
        job = _Embedding(session, [pool, *others], model_id, total, report, pause or Pause())
        for number, block in enumerate(_blocks(pending)):
            if number and between_blocks:
                yield from between_blocks()
            yield from job.embed(block)
    return report


def _look(
    project: ProjectFile, embedder: Embedder, remembered: tuple[str, str] | None
) -> tuple[str, int | None, EmbedReport]:
    """The precision, the model if the project has met it, and an empty report."""
    options, fingerprint = embedder.options, embedder.folder.fingerprint
    precision, (known, why) = options.precision, remembered or ("", "")
    if precision == Precision.AUTO:
        # Vectors that are there are not thrown away for a little speed.
        used = vectors.newest_precision(project, fingerprint, options.long_text, RUNNABLE)
        precision = used or known or precision
    model_id = vectors.model_id_of(project, fingerprint, precision, options.long_text)
    device = vectors.device_of(project, model_id)
    report = EmbedReport(embedder.folder.name, device, precision)
    if options.precision == Precision.AUTO and precision == known:
        report.why = why
    return precision, model_id, report


def _load(
    pool: EmbeddingPool, total: int, report: EmbedReport
) -> Generator[Progress, None, EncoderInfo]:
    started = time.monotonic()
    waiting = Progress("Loading the model", 0, total, "texts", report.model, runs_ahead=True)
    info = yield from reported(load_encoder(pool), lambda _step: waiting)
    report.device, report.precision = info.device, info.precision
    report.why = info.why or report.why
    report.load_seconds = time.monotonic() - started
    return info


Block: TypeAlias = list[tuple[int, ...]]
"""Batches, each of the ids of responses that have its texts."""


def _blocks(pending: Pending) -> Iterator[Block]:
    """The pending texts in the order in which they were imported.

    Which texts go together decides the last bits of their vectors. So it is planned for all
    texts, with a vector or without: a run that was killed goes on with the batches it had left.
    """
    ids = np.frombuffer(pending.response_ids, np.int64)
    characters = np.frombuffer(pending.characters, np.int64)
    is_pending = np.frombuffer(pending.is_pending, np.bool_)
    order = np.argsort(ids)
    for start, end in pairwise([0, *range(FIRST_BLOCK, len(ids), BLOCK_TEXTS), len(ids)]):
        some = order[start:end]
        waiting = some[is_pending[some]]
        if len(waiting):
            lengths = dict(zip(ids[some].tolist(), characters[some].tolist(), strict=True))
            yield _unfinished(lengths, set(ids[waiting].tolist()))


def _unfinished(lengths: Mapping[int, int], waiting: set[int]) -> Block:
    """The batches of a block that are left, and new ones of what else waits."""
    planned = make_batches(lengths.items(), BATCH_TEXTS, BATCH_CHARACTERS)
    left = [batch for batch in planned if waiting.issuperset(batch)]
    others = waiting.difference(*left)
    return (
        make_batches(((one, lengths[one]) for one in others), BATCH_TEXTS, BATCH_CHARACTERS) + left
    )


class _Embedding:
    """Embeds blocks of texts with one process a device, and counts."""

    def __init__(
        self,
        session: Session,
        pools: Sequence[EmbeddingPool],
        model_id: int,
        total: int,
        report: EmbedReport,
        pause: Pause,
    ) -> None:
        self._session, self._pools, self._model_id = session, pools, model_id
        self._total, self._report, self._pause = total, report, pause
        self._done = 0
        self._started = pause.working_seconds()

    def embed(self, block: Block) -> Iterator[Progress]:
        """Embed and store the block batch by batch."""
        batches = deque(block)
        while batches:
            going = map(self._with_texts, self._until_pause(batches))
            for answer in encode_batches(self._pools, going):
                if answer:
                    self._keep(*answer)
                yield self._progress(runs_ahead=True)
            yield self._progress(runs_ahead=False)

    def _until_pause(self, batches: deque[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        while batches and not self._pause.is_wanted:
            yield batches.popleft()

    def _with_texts(self, ids: Sequence[int]) -> tuple[list[str], list[str]]:
        """The hashes and the texts, without those that somebody deleted meanwhile."""
        look = partial(vectors.texts_by_id, response_ids=ids)
        found = self._session.run(Priority.READ, look)
        return [text_hash for text_hash, _text in found], [text for _hash, text in found]

    def _keep(self, hashes: Sequence[str], encoded: Encoded) -> None:
        store = partial(_store, model_id=self._model_id, hashes=hashes, encoded=encoded)
        failed = self._session.run(Priority.CHUNK, store)
        self._report.failed += failed
        self._report.reasons.update(encoded.failures.values())
        self._report.embedded += len(encoded.tokens) - failed
        self._report.seconds = self._pause.working_seconds() - self._started
        self._done += len(encoded.tokens)

    def _progress(self, *, runs_ahead: bool) -> Progress:
        where = f"{self._report.device}, {self._report.precision}"
        return Progress("Embedding", self._done, self._total, "texts", where, runs_ahead)


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
