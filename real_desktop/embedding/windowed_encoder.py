"""Texts to vectors with any model: windows, batches by tokens, and what memory allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

import numpy as np
from numpy.typing import NDArray

from real_desktop.embedding.encoder import Encoded, EncoderInfo, encoded_from
from real_desktop.embedding.token_batches import token_batches
from real_desktop.embedding.token_model import OutOfMemoryError, TokenModel
from real_desktop.embedding.windows import LongText, Window, averaged, windows_of

OUT_OF_MEMORY = "out of memory"
_TEXTS_AHEAD = 32
_TOKENS_OF_A_TEXT = 64


class WindowedEncoder:
    """An encoder of texts of any length.

    While the model works on some texts, as many batches at once as it has lanes, the next are
    cut into tokens on another thread. When memory runs out, batches are halved, down to one
    window, and stay so; a text of which not even one window fits gets no vector.
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
        with ThreadPoolExecutor(self._model.lanes) as lanes:
            parts = [self._begin(part, lanes) for part in self._tokenized(texts)]
            found = [np.zeros((0, self.info.dimension), np.float32)]
            found += [part.vectors() for part in parts]
        tokens = [count + self._model.special for part in parts for count in part.tokens]
        starts = accumulate((len(part.tokens) for part in parts), initial=0)
        lost = {s + p for s, part in zip(starts, parts, strict=False) for p in part.lost()}
        return _with_failures(encoded_from(np.concatenate(found), tokens), lost)

    def _tokenized(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        size = max(_TEXTS_AHEAD, self._model.budget // _TOKENS_OF_A_TEXT)
        parts = [texts[at : at + size] for at in range(0, len(texts), size)]
        with ThreadPoolExecutor(1) as ahead:
            for future in [ahead.submit(self._model.tokenize, part) for part in parts]:
                yield future.result()

    def _begin(self, texts: Sequence[Sequence[int]], lanes: ThreadPoolExecutor) -> _Part:
        """Give the windows of the texts to the lanes."""
        windows = windows_of(texts, self._model.room, self._long_text)
        pooled = np.zeros((len(windows), self._model.dimension), np.float32)
        lengths = [len(window.tokens) + self._model.special for window in windows]
        batches = token_batches(lengths, _share(lengths, self._budget, self._model.lanes))
        # A model without special tokens has nothing to read in an empty text.
        batches = (some for batch in batches if (some := [one for one in batch if lengths[one]]))
        filled = [lanes.submit(self._fill, pooled, windows, batch) for batch in batches]
        return _Part([len(text) for text in texts], windows, pooled, filled)

    def _fill(
        self, pooled: NDArray[np.float32], windows: Sequence[Window], batch: Sequence[int]
    ) -> set[int]:
        """Set the rows of the batch; the texts for which there was not memory enough.

        The first window of a batch is its longest. Memory may have run out elsewhere since the
        batch was made, so it is held against the budget once more.
        """
        lost: set[int] = set()
        longest = len(windows[batch[0]].tokens) + self._model.special
        place, size = 0, max(1, min(len(batch), self._budget // longest))
        while place < len(batch):
            some = batch[place : place + size]
            try:
                pooled[some] = self._model.pooled([windows[one].tokens for one in some])
            except OutOfMemoryError:
                if len(some) > 1:
                    size = len(some) // 2
                    self._budget = min(self._budget, size * longest)
                    continue
                lost.add(windows[some[0]].text)
            place += len(some)
        return lost


def _share(lengths: Sequence[int], budget: int, lanes: int) -> int:
    """The size of batches within the budget with which all lanes get as many."""
    tokens = sum(lengths)
    rounds = max(1, ceil(tokens / budget / lanes))
    return min(budget, ceil(tokens / rounds / lanes) + max(lengths, default=0))


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some texts that are being embedded: their numbers of tokens, and what fills `pooled`."""

    tokens: list[int]
    windows: Sequence[Window]
    pooled: NDArray[np.float32]
    filled: Sequence[Future[set[int]]]

    def lost(self) -> set[int]:
        """The texts for which there was not memory enough, when all windows are done."""
        return set().union(*(one.result() for one in self.filled))

    def vectors(self) -> NDArray[np.float32]:
        """One vector for each text, when all windows are done."""
        self.lost()
        return averaged(self.windows, self.pooled, len(self.tokens))


def _with_failures(encoded: Encoded, lost: set[int]) -> Encoded:
    if not lost:
        return encoded
    vectors = encoded.vectors.copy()
    vectors[sorted(lost)] = 0
    failures = encoded.failures | dict.fromkeys(sorted(lost), OUT_OF_MEMORY)
    return Encoded(vectors, encoded.tokens, failures)
