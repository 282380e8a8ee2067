"""Waiting for an embedding process in a job that must stay responsive."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from real_desktop.embedding.encoder import Encoded, EncoderInfo
from real_desktop.embedding.pool import EmbeddingPool

POLL_S = 0.1
_AHEAD = 2

T = TypeVar("T")


def load_encoder(pool: EmbeddingPool) -> Generator[None, None, EncoderInfo]:
    """Load the model, yielding every `POLL_S` seconds; a process that dies is restarted once.

    Use it as `info = yield from ...` or in a loop; raises UserError as the worker did, or
    when the process died twice.
    """
    while True:
        try:
            return (yield from _result(pool.load()))
        except BrokenProcessPool:
            pool.restart()


def encode_batches(
    pool: EmbeddingPool, batches: Iterable[Sequence[str]]
) -> Iterator[Encoded | None]:
    """Yield the vectors of each batch in order, and None every `POLL_S` seconds without news.

    The next batch lies ready in the process while one is encoded; `batches` is read no
    further. When the process dies, it is restarted once and unanswered batches are repeated;
    raises UserError the second time.
    """
    remaining = iter(batches)
    unanswered = deque(islice(remaining, _AHEAD))
    futures: deque[Future[Encoded]] = deque()
    while unanswered:
        try:
            _ask(pool, list(unanswered)[len(futures) :], futures)
            encoded = _result_now(futures[0])
        except BrokenProcessPool:
            pool.restart()
            futures.clear()
            continue
        if encoded is not None:
            unanswered.popleft()
            futures.popleft()
            unanswered.extend(islice(remaining, 1))
        yield encoded


def _ask(
    pool: EmbeddingPool, batches: Sequence[Sequence[str]], futures: deque[Future[Encoded]]
) -> None:
    try:
        for texts in batches:
            futures.append(pool.encode(texts))
    except BrokenProcessPool:
        # The first future may hold an answer, which counts; if not, it tells of the death.
        if not futures:
            raise


def _result_now(future: Future[T]) -> T | None:
    wait([future], timeout=POLL_S)
    return future.result() if future.done() else None


def _result(future: Future[T]) -> Generator[None, None, T]:
    while not future.done():
        yield
        wait([future], timeout=POLL_S)
    return future.result()
