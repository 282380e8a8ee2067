"""Texts to vectors with any model: windows, batches by tokens, and what memory allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from real_desktop.embedding.encoder import Encoded, EncoderInfo, encoded_from
from real_desktop.embedding.token_batches import token_batches
from real_desktop.embedding.token_model import OutOfMemoryError, TokenModel
from real_desktop.embedding.windows import LongText, Window, averaged, windows_of

OUT_OF_MEMORY = "out of memory"
_TEXTS_AHEAD = 64


class WindowedEncoder:
    """An encoder of texts of any length.

    While the model works on some texts, the next are cut into tokens on another thread. When
    memory runs out, batches are halved, down to one window, and stay so; a text of which not
    even one window fits gets no vector.
    """

    def __init__(self, model: TokenModel, long_text: LongText) -> None:
        self._model, self._long_text = model, long_text
        self._budget = model.budget
        self.info = EncoderInfo(
            model.dimension,
            model.room + model.special,
            model.device,
            model.precision,
            long_text.value,
            cards=model.cards,
        )

    def encode(self, texts: Sequence[str]) -> Encoded:
        """The vectors of the texts, in their order."""
        tokens: list[int] = []
        vectors: list[NDArray[np.float32]] = []
        failed: set[int] = set()
        for part in self._tokenized(texts):
            found, lost = self._vectors(part)
            failed.update(len(tokens) + place for place in lost)
            tokens += [len(one) + self._model.special for one in part]
            vectors.append(found)
        raw = np.concatenate(vectors) if vectors else np.zeros((0, self.info.dimension), np.float32)
        return _with_failures(encoded_from(raw, tokens), failed)

    def _tokenized(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        parts = [texts[at : at + _TEXTS_AHEAD] for at in range(0, len(texts), _TEXTS_AHEAD)]
        with ThreadPoolExecutor(1) as ahead:
            for future in [ahead.submit(self._model.tokenize, part) for part in parts]:
                yield future.result()

    def _vectors(self, texts: Sequence[Sequence[int]]) -> tuple[NDArray[np.float32], set[int]]:
        windows = windows_of(texts, self._model.room, self._long_text)
        pooled = np.zeros((len(windows), self._model.dimension), np.float32)
        lost: set[int] = set()
        lengths = [len(window.tokens) + self._model.special for window in windows]
        for batch in token_batches(lengths, lambda: self._budget):
            lost |= self._fill(pooled, windows, batch)
        return averaged(windows, pooled, len(texts)), lost

    def _fill(
        self, pooled: NDArray[np.float32], windows: Sequence[Window], batch: Sequence[int]
    ) -> set[int]:
        """Set the rows of the batch; the texts for which there was not memory enough."""
        lost: set[int] = set()
        place, size = 0, len(batch)
        while place < len(batch):
            some = batch[place : place + size]
            try:
                pooled[some] = self._model.pooled([windows[one].tokens for one in some])
            except OutOfMemoryError:
                if len(some) > 1:
                    size = len(some) // 2
                    longest = max(len(windows[one].tokens) for one in some)
                    self._budget = size * (longest + self._model.special)
                    continue
                lost.add(windows[some[0]].text)
            place += len(some)
        return lost


def _with_failures(encoded: Encoded, lost: set[int]) -> Encoded:
    if not lost:
        return encoded
    vectors = encoded.vectors.copy()
    vectors[sorted(lost)] = 0
    failures = encoded.failures | dict.fromkeys(sorted(lost), OUT_OF_MEMORY)
    return Encoded(vectors, encoded.tokens, failures)
