"""Which arithmetic is the fastest on this machine and still gives the same vectors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

import numpy as np
from numpy.typing import NDArray

LEAST_COSINE = 0.999
ROUNDS = 3
_GAIN = 1.05
"""What is hardly faster is not worth being less exact."""


class Precision(StrEnum):
    """The arithmetic of the model's layers; pooling and what follows is always float32.

    Dynamic int8 is not among them: of the default model it gave cosines down to 0.967, and it
    was no faster than bfloat16 where a processor has instructions for that.
    """

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


@dataclass(frozen=True, slots=True)
class Trial:
    """What one precision did with the same texts: its time, and its least cosine to float32."""

    precision: Precision
    seconds: float
    least_cosine: float = 1.0


def tried(
    encoders: Sequence[tuple[Precision, Callable[[], NDArray[np.float16]]]],
) -> list[Trial]:
    """Time each encoder of the same texts, the first of which is float32, in turns.

    An encoder gives `(n, d)` vectors of unit length. Each runs once before it is timed.
    """
    reference, *others = [(precision, encode()) for precision, encode in encoders]
    cosines = {reference[0]: 1.0} | {
        precision: least_cosine(reference[1], vectors) for precision, vectors in others
    }
    seconds: dict[Precision, list[float]] = {precision: [] for precision, _encode in encoders}
    for _round in range(ROUNDS):
        for precision, encode in encoders:
            seconds[precision].append(_time_of(encode))
    return [Trial(one, median(times), cosines[one]) for one, times in seconds.items()]


def best(trials: Sequence[Trial]) -> Trial:
    """The fastest that gives the vectors of float32, which is the first of the trials."""
    exact, *others = trials
    usable = [
        one
        for one in others
        if one.least_cosine >= LEAST_COSINE and one.seconds * _GAIN < exact.seconds
    ]
    return min(usable, key=lambda one: one.seconds, default=exact)


def why(trials: Sequence[Trial]) -> str:
    """The choice in a sentence, with what was measured."""
    exact, chosen = trials[0], best(trials)
    if chosen is not exact:
        times = exact.seconds / chosen.seconds
        return (
            f"{chosen.precision} is {times:.1f} times as fast as float32 here, and its vectors"
            f" have a cosine of at least {chosen.least_cosine:.4f} to those of float32"
        )
    return "; ".join(_why_not(one, exact) for one in trials[1:]) or "only float32 runs here"


def _why_not(one: Trial, exact: Trial) -> str:
    if not one.least_cosine >= LEAST_COSINE:
        return f"{one.precision} gives other vectors (cosine {one.least_cosine:.4f})"
    return f"{one.precision} is no faster here ({exact.seconds / one.seconds:.2f} times)"


def least_cosine(exact: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """The least cosine of two rows of `(n, d)` vectors; 0 where one is not a number."""
    found = list(_cosines(exact.astype(np.float32), other.astype(np.float32)))
    return min(found) if np.all(np.isfinite(found)) else 0.0


def _cosines(exact: NDArray[np.float32], other: NDArray[np.float32]) -> Iterator[float]:
    for a, b in zip(exact, other, strict=True):
        length = float(np.linalg.norm(a) * np.linalg.norm(b))
        yield float(a @ b) / length if length else 0.0


def _time_of(encode: Callable[[], object]) -> float:
    started = time.perf_counter()
    encode()
    return time.perf_counter() - started
