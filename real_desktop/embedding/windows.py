"""Texts longer than a model's window: in pieces that it can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class LongText(StrEnum):
    """What becomes of the part of a text behind the model's window."""

    WINDOW = "window"
    TRUNCATE = "truncate"


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the tokens of one text, which is known by its place in a list."""

    text: int
    tokens: Sequence[int]


def windows_of(texts: Sequence[Sequence[int]], room: int, long_text: LongText) -> list[Window]:
    """The tokens of each text in pieces of at most `room`; only the first of them to truncate.

    A text without a token is one empty window, for a model sees its special tokens at least.
    """
    return [
        Window(place, tokens[start : start + room])
        for place, tokens in enumerate(texts)
        for start in _starts(len(tokens), room, long_text)
    ]


def averaged(
    windows: Sequence[Window], pooled: NDArray[np.float32], count: int
) -> NDArray[np.float32]:
    """One vector a text, `(count, d)`: the mean of its windows' `(m, d)`, weighted by tokens.

    With mean pooling that is the mean over all tokens of the text. The length of the vectors
    is not changed.
    """
    weights = np.array([max(1, len(window.tokens)) for window in windows], np.float32)
    owners = np.array([window.text for window in windows], np.intp)
    sums = np.zeros((count, pooled.shape[1]), np.float32)
    np.add.at(sums, owners, pooled * weights[:, None])
    totals = np.bincount(owners, weights, minlength=count).astype(np.float32)
    return np.asarray(sums / np.maximum(totals, 1)[:, None], np.float32)


def _starts(length: int, room: int, long_text: LongText) -> range:
    if long_text is LongText.TRUNCATE or length <= room:
        return range(1)
    return range(0, length, room)
