"""What turns texts into vectors. Loaded and called in a worker process only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """What a loaded encoder is.

    `dimension` is the length of a vector, `max_tokens` the length of the model's window,
    `long_text` what happens to the part of a text behind the window, and `why` says how the
    precision was chosen, where it was. `cards` are all devices of its kind, this one first,
    where there are several.
    """

    dimension: int
    max_tokens: int
    device: str
    precision: str
    long_text: str
    why: str = ""
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The vectors of n texts.

    `vectors` is `(n, d)` float16, rows of unit length. `tokens` counts the tokens of each
    whole text with the special ones, so more than `max_tokens` means that it did not fit into
    one window.
    `failures` gives, by index, the reason why a text has no usable vector: its row is zero
    and must not be stored.
    """

    vectors: NDArray[np.float16]
    tokens: list[int]
    failures: dict[int, str] = field(default_factory=dict)


class Encoder(Protocol):
    """Texts to vectors."""

    @property
    def info(self) -> EncoderInfo:
        """What this encoder is."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """The vectors of the texts, in their order."""


Loader = Callable[[], Encoder]
"""Makes the encoder in the worker; it travels there by pickle, so no lambda."""


def encoded_from(raw: NDArray[np.float32], tokens: Sequence[int]) -> Encoded:
    """Normalise pooled vectors `(n, d)` of any length, and name the rows that have none."""
    norms = np.linalg.norm(raw.astype(np.float64), axis=1, keepdims=True)
    usable = np.isfinite(norms) & (norms > 0)
    unit = np.divide(raw, norms, out=np.zeros_like(raw), where=usable, casting="same_kind")
    failures = {int(i): _reason(float(norms[i, 0])) for i in np.flatnonzero(~usable)}
    return Encoded(unit.astype(np.float16), list(tokens), failures)


def _reason(norm: float) -> str:
    return "the vector is zero" if norm == 0 else "the vector is not finite"
