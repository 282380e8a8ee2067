"""A model that turns tokens into vectors, whatever library it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class OutOfMemoryError(Exception):
    """The batch is too large for the memory of the device."""


class TokenModel(Protocol):
    """Tokens to vectors.

    `cards` are all devices of its kind, this one first.
    `room` is how many tokens of a text the window holds beside the special ones, of which
    there are `special`. `budget` is how many tokens a batch should have on its device, and
    `lanes` how many batches it takes at once, each on a thread of its own.
    """

    dimension: int
    room: int
    special: int
    budget: int
    lanes: int
    device: str
    precision: str
    cards: tuple[str, ...]

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each whole text, without special ones."""

    def pooled(self, windows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """One vector `(n, d)` of any length for each window, whose special tokens are added.

        Raises OutOfMemoryError.
        """
