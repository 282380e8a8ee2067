"""Encoders for tests: vectors from the hash of the text, and the ways in which one can fail.

Module-level, because the worker process imports this module; make a loader with
`partial(load_fake, dies_on="bad")`.
"""

from __future__ import annotations

import gc
import hashlib
import os
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.errors import UserError
from real_desktop.embedding.encoder import Encoded, EncoderInfo, encoded_from

DIMENSION = 8
INFO = EncoderInfo(DIMENSION, 16, "cpu", "float32", "window")


def vector_of(text: str) -> NDArray[np.float32]:
    """The vector `(8,)` of a text before it is normalised."""
    seed = hashlib.sha256(text.encode("utf-8")).digest()
    return np.random.default_rng(list(seed)).normal(size=DIMENSION).astype(np.float32)


def expected(texts: Sequence[str]) -> Encoded:
    return encoded_from(np.stack([vector_of(text) for text in texts]), token_counts(texts))


def token_counts(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) + 2 for text in texts]


@dataclass(frozen=True)
class FakeEncoder:
    """`dies_on` ends the process; with `once`, a file that marks it, only the first time."""

    info: EncoderInfo = INFO
    dies_on: str | None = None
    once: Path | None = None
    seconds: float = 0

    def encode(self, texts: Sequence[str]) -> Encoded:
        time.sleep(self.seconds)
        if self.dies_on in texts and not (self.once and self.once.exists()):
            if self.once:
                self.once.touch()
            os._exit(9)
        return expected(texts)


def load_fake(
    *, dies_on: str | None = None, once: Path | None = None, seconds: float = 0
) -> FakeEncoder:
    return FakeEncoder(dies_on=dies_on, once=once, seconds=seconds)


class OtherEncoder(FakeEncoder):
    """Another model: the vector of a text is that of the text backwards."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        return expected([text[::-1] for text in texts])


def load_other() -> OtherEncoder:
    return OtherEncoder()


class LongerEncoder(FakeEncoder):
    """Its vectors have one number more."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        raw = np.stack([np.append(vector_of(text), 1) for text in texts]).astype(np.float32)
        return encoded_from(raw, token_counts(texts))


def load_longer() -> LongerEncoder:
    return LongerEncoder(info=replace(INFO, dimension=DIMENSION + 1))


def load_liar() -> LongerEncoder:
    return LongerEncoder()


def load_in(precision: str) -> FakeEncoder:
    """As `auto` is called, or a precision that was remembered."""
    return FakeEncoder(info=replace(INFO, precision="float32", why=f"asked for {precision}"))


def load_and_die() -> FakeEncoder:
    os._exit(9)


def load_and_die_once(mark: Path) -> FakeEncoder:
    if mark.exists():
        return FakeEncoder()
    mark.touch()
    os._exit(9)


def load_slowly() -> FakeEncoder:
    time.sleep(60)
    return FakeEncoder()


def refuse_to_load() -> FakeEncoder:
    raise UserError("the model is not there")


def report_modules() -> FakeEncoder:
    raise UserError(" ".join(sys.modules))


class TorchLikeError(Exception):
    """Like several of torch's: cannot be made again from its text alone."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} in {where}")


class BuggyEncoder(FakeEncoder):
    def encode(self, texts: Sequence[str]) -> Encoded:
        raise TorchLikeError(texts[0], "the encoder")


def load_buggy() -> BuggyEncoder:
    return BuggyEncoder()


class UnusableEncoder(FakeEncoder):
    """Gives NaN for the text "nan", infinity for "inf" and zero for "zero"."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        raw = np.stack([vector_of(text) for text in texts])
        for i, text in enumerate(texts):
            if text in ("nan", "inf"):
                raw[i, 0] = float(text)
            if text == "zero":
                raw[i] = 0
        return encoded_from(raw, token_counts(texts))


class WiderEncoder(FakeEncoder):
    """The same model where its libraries make longer vectors of it."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        raw = np.stack([vector_of(text) for text in texts])
        return encoded_from(np.concatenate([raw, raw], axis=1), token_counts(texts))


def load_wider() -> WiderEncoder:
    return WiderEncoder(info=replace(INFO, dimension=2 * DIMENSION))


def load_unusable() -> UnusableEncoder:
    return UnusableEncoder()


class TornResultEncoder(FakeEncoder):
    """Dies with the beginning of a result written, the first time; `once` marks it."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        assert self.once
        if self.once.exists():
            return expected(texts)
        self.once.touch()
        results = next(one for one in gc.get_objects() if isinstance(one, SimpleQueue))
        os.write(results._writer.fileno(), struct.pack("!i", 1_000) + b"half")
        os._exit(9)


def load_torn(once: Path) -> TornResultEncoder:
    return TornResultEncoder(once=once)
