"""Waiting for embedding processes in a job that must stay responsive."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from real_desktop.embedding.encoder import Encoded, EncoderInfo
from real_desktop.embedding.pool import EmbeddingPool

POLL_S = 0.1
_AHEAD = 2

T = TypeVar("T")
K = TypeVar("K")


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
    pools: Sequence[EmbeddingPool], batches: Iterable[tuple[K, Sequence[str]]]
) -> Iterator[tuple[K, Encoded] | None]:
    """Yield the key and the vectors of each batch, and None every `POLL_S` seconds without news.

    With one process they come in order, with several as they are done. The next batch lies
    ready in each process while one is encoded; `batches` is read no further. A process that
    dies is restarted once and its unanswered batches are repeated; raises UserError the second
    time.
    """
    lanes = [_Lane[K](pool) for pool in pools]
    remaining = iter(batches)
    _fill(lanes, remaining)
    while busy := [lane for lane in lanes if lane.unanswered]:
        for lane in busy:
            lane.ask()
        wait([lane.futures[0] for lane in busy], POLL_S, FIRST_COMPLETED)
        answers = [answer for lane in busy if (answer := lane.answer())]
        _fill(lanes, remaining)
        yield from answers
        if not answers:
            yield None


@dataclass(slots=True)
class _Lane(Generic[K]):
    """One process with what it was asked and has not answered."""

    pool: EmbeddingPool
    unanswered: deque[tuple[K, Sequence[str]]] = field(default_factory=deque)
    futures: deque[Future[Encoded]] = field(default_factory=deque)

    def ask(self) -> None:
        """Ask for what was not asked yet, or again after a death."""
        while len(self.futures) < len(self.unanswered):
            _key, texts = self.unanswered[len(self.futures)]
            try:
                self.futures.append(self.pool.encode(texts))
            except BrokenProcessPool:
                # The first future may hold an answer, which counts; if not, it tells of the death.
                if self.futures:
                    return
                self.pool.restart()

    def answer(self) -> tuple[K, Encoded] | None:
        """The oldest answer if it is there; a dead process is restarted."""
        if not self.futures[0].done():
            return None
        try:
            encoded = self.futures[0].result()
        except BrokenProcessPool:
            self.pool.restart()
            self.futures.clear()
            return None
        self.futures.popleft()
        return self.unanswered.popleft()[0], encoded


def _fill(lanes: Sequence[_Lane[K]], remaining: Iterator[tuple[K, Sequence[str]]]) -> None:
    """Give each process work, and each the next that waits, so that none gets it all."""
    for depth in range(1, _AHEAD + 1):
        for lane in lanes:
            if len(lane.unanswered) < depth and (batch := next(remaining, None)):
                lane.unanswered.append(batch)


def _result(future: Future[T]) -> Generator[None, None, T]:
    while not future.done():
        yield
        wait([future], timeout=POLL_S)
    return future.result()
