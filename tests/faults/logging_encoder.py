"""An encoder that writes down what it did, for tests that kill its process or its program.

A line of the log is `load PID`, or `begin PID HASHES` and `end PID HASHES` around a batch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from real_desktop.core.digest import text_hash
from real_desktop.embedding.encoder import Encoded, Encoder, EncoderInfo, Loader, encoded_from
from tests.embedding.fake_encoder import FakeEncoder, token_counts, vector_of

SECONDS_A_BATCH = 0.02
BATCH_TEXTS = 16


def written(log: Path, what: str, texts: Sequence[str] = ()) -> None:
    """Add a line; in one write, so that a killed process leaves no part of one."""
    hashes = ",".join(map(text_hash, texts))
    with log.open("ab", buffering=0) as file:
        file.write(f"{what} {os.getpid()} {hashes}\n".encode())


@dataclass
class LoggingEncoder:
    """Another encoder, observed."""

    encoder: Encoder
    log: Path

    @property
    def info(self) -> EncoderInfo:
        return self.encoder.info

    def encode(self, texts: Sequence[str]) -> Encoded:
        written(self.log, "begin", texts)
        encoded = self.encoder.encode(texts)
        written(self.log, "end", texts)
        return encoded


class BatchEncoder(FakeEncoder):
    """The last bits of a vector depend on the other texts of its batch, as a model's do."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        super().encode(texts)
        whole = np.stack([vector_of(text) for text in texts])
        return encoded_from(whole + whole.mean(0) * np.float32(1e-2), token_counts(texts))


def load_batch_encoder() -> BatchEncoder:
    return BatchEncoder(seconds=SECONDS_A_BATCH)


def load_logging(log: Path, load: Loader) -> LoggingEncoder:
    written(log, "load")
    return LoggingEncoder(load(), log)


def logging_loader(log: Path, load: Loader = load_batch_encoder) -> Loader:
    return partial(load_logging, log, load)
