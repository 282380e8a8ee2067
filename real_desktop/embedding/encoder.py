"""What turns texts into vectors. Loaded and called in a worker process only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.errors import UserError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


PRECISION = "float32"
LONG_TEXT = "truncate"


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """What a loaded encoder is.

    `dimension` is the length of a vector, `max_tokens` the length of the model's window,
    `long_text` what happens to the part of a text behind the window.
    """

    dimension: int
    max_tokens: int
    device: str
    precision: str = PRECISION
    long_text: str = LONG_TEXT


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The vectors of n texts.

    `vectors` is `(n, d)` float16, rows of unit length. `tokens` counts the tokens of each
    whole text with the special ones, so more than `max_tokens` means that it was cut.
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


def load_sentence_transformer(folder: str, device: str) -> Encoder:
    """Load a sentence-transformers folder; imports torch, so for a worker process only.

    `device` is auto, cpu, cuda or mps. Nothing is downloaded, no code of the folder is run
    and only safetensors are read. Raises UserError when the device or the model is not there.
    """
    if not Path(folder).is_dir():
        raise UserError(f"The embedding model is not there: {folder}")

    import torch
    from tqdm import tqdm  # type: ignore[import-untyped]

    # tqdm's own lock is a named semaphore, and a killed process leaves that behind.
    tqdm.set_lock(threading.RLock())
    chosen = pick_device(device, _devices_of(torch))
    return _SentenceTransformerEncoder(_open_model(folder, chosen), chosen)


def _open_model(folder: str, device: str) -> SentenceTransformer:
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(
            folder,
            device=device,
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True, "dtype": "float32"},
        )
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise UserError(f"The embedding model in {folder} cannot be loaded: {error}") from error


def pick_device(wanted: str, present: Sequence[str]) -> str:
    """The device to use; auto is the first one present. Raises UserError for an absent one."""
    if wanted == "auto":
        return present[0]
    if wanted not in present:
        raise UserError(f"There is no device {wanted} here; there is: {', '.join(present)}")
    return wanted


def _devices_of(torch: ModuleType) -> list[str]:
    is_present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    return [name for name, present in is_present.items() if present]


def _reason(norm: float) -> str:
    return "the vector is zero" if norm == 0 else "the vector is not finite"


class _SentenceTransformerEncoder:
    def __init__(self, model: SentenceTransformer, device: str) -> None:
        self._model = model
        self.info = EncoderInfo(
            dimension=int(model.get_embedding_dimension()),
            max_tokens=int(model.max_seq_length),
            device=device,
        )

    def encode(self, texts: Sequence[str]) -> Encoded:
        if not texts:
            return encoded_from(np.zeros((0, self.info.dimension), np.float32), [])
        raw = self._model.encode(
            list(texts), batch_size=len(texts), show_progress_bar=False, convert_to_numpy=True
        )
        return encoded_from(np.asarray(raw, dtype=np.float32), self._count_tokens(texts))

    def _count_tokens(self, texts: Sequence[str]) -> list[int]:
        # Counted apart from the encoding, which cuts the texts at the window.
        ids = self._model.tokenizer(list(texts), truncation=False, verbose=False)["input_ids"]
        return [len(one) for one in ids]
