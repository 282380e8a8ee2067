"""sentence-transformers models and causal language models, for a worker process only."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.errors import UserError
from real_desktop.embedding.allocation import keep_freed_memory
from real_desktop.embedding.framing import frame_of, framed_tokens
from real_desktop.embedding.packed_linear import can_pack, pack_linears
from real_desktop.embedding.precision import LEAST_COSINE, least_cosine
from real_desktop.embedding.token_model import OutOfMemoryError
from real_desktop.embedding.trial_texts import trial_texts
from real_desktop.embedding.unpadded import can_unpad, positions_of, unpad, unpadded

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUDGETS = {"cpu": 2_048, "cuda": 65_536, "mps": 16_384}
"""Tokens a batch. On a CPU more would not stay in its caches (measured: 8,192 tokens are a
quarter slower than 2,048); a graphics card is halved from there where its memory is small."""

LONGEST_WINDOW = 8_192
MOST_LANES = 8
MOST_MIXED = 2 << 30
"""Bytes of weights. A larger model is not loaded in float32 only to be made smaller."""

_UNFIT = (ValueError, TypeError, AttributeError, LookupError, ImportError)
"""What the library raises about a model that it or this program cannot use."""

_NO_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")


class SentenceModel:
    """A TokenModel of a folder; pooling and what comes after it are always float32.

    `device` is auto, cpu, cuda, cuda:1 or mps, `precision` float32 or bfloat16; `prompt` is put
    before every text, as the model wants it for documents. Raises UserError when the device or
    the model is not there.
    """

    def __init__(self, folder: str, device: str, precision: str, prompt: str = "") -> None:
        if not Path(folder).is_dir():
            raise UserError(f"The embedding model is not there: {folder}")
        import torch

        self._torch = torch
        self._prompt = prompt
        present = _devices_of(torch)
        self.device = pick_device(device, present)
        self.cards = tuple(one for one in present if one.startswith(f"{self.device}:"))
        self.precision = precision
        self.lanes = _share_cores(torch) if self.device == "cpu" else 1
        is_mixed = self.device == "cpu" and can_pack() and _is_small(folder)
        self._model = _open_model(folder, self.device, "float32" if is_mixed else precision)
        self._tokenizer = self._model.tokenizer
        self._frame = frame_of(self._tokenizer, prompt)
        self._pad = _pad_token(self._tokenizer)
        self.special = self._frame.size
        self.dimension = int(self._model.get_embedding_dimension())
        self.room = max(1, _window(self._model) - self.special)
        self.budget = BUDGETS[self.device.partition(":")[0]]
        self._features_of = self._padded
        self._try_once(folder)
        if self.device == "cpu":
            keep_freed_memory()
            self._pack()
            self._leave_out_padding()

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each whole text, without special ones and the model's prompt."""
        return framed_tokens(self._tokenizer, self._frame, self._prompt, texts)

    def pooled(self, windows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """One vector `(n, d)` for each window. Raises OutOfMemoryError."""
        rows = [self._frame.around(window) for window in windows]
        try:
            with self._torch.inference_mode():
                vectors = self._forward(self._features_of(rows))
                return np.asarray(vectors.float().cpu().numpy(), np.float32)
        except (RuntimeError, MemoryError) as error:
            if _is_out_of_memory(error):
                if self.device.startswith("cuda"):
                    self._torch.cuda.empty_cache()
                raise OutOfMemoryError from error
            raise

    def _forward(self, features: dict[str, Any]) -> Any:  # noqa: ANN401 - a tensor
        from sentence_transformers.util import repad_flattened_features

        transformer, *rest = self._model
        features = transformer({**features, "prompt_length": self._frame.read})
        features["token_embeddings"] = features["token_embeddings"].float()
        if "cu_seq_lens_q" in features:
            features = repad_flattened_features(features)
        for module in rest:
            if type(module).__name__ != "Normalize":
                features = module(features)
        return features["sentence_embedding"]

    def _padded(self, rows: Sequence[Sequence[int]]) -> dict[str, Any]:
        """The features of windows of tokens, all as long as the longest."""
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), self._pad, np.int64)
        mask = np.zeros((len(rows), longest), np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        return {
            "input_ids": self._torch.from_numpy(ids).to(self.device),
            "attention_mask": self._torch.from_numpy(mask).to(self.device),
        }

    def _try_once(self, folder: str) -> None:
        """Refuse a model here that would else fail with its first text."""
        try:
            found = self.pooled(self.tokenize(["a"])).shape[1]
        except OutOfMemoryError:
            return
        except _UNFIT as error:
            raise UserError(
                f"The model in {folder} does not turn text into a vector: {_line(error)}"
            ) from error
        if found != self.dimension:
            raise UserError(
                f"The embedding model in {folder} is damaged: it says that its vectors have"
                f" {self.dimension} dimensions, and they have {found}"
            )

    def _pack(self) -> None:
        """Give the layers packed weights, in the model's precision.

        In a mixed model all between them stays float32: with that, bfloat16 gives the same
        nearest pair in all but a few sets of a thousand, at the same speed (without, 1.2 and
        1.6 % of the sets of two files differ). Other kinds of models may not stand the mixture.
        """
        transformer = next(iter(self._model))
        dtype = getattr(self._torch, self.precision)
        if not can_unpad(self._network):
            transformer.to(dtype)
        pack_linears(transformer, self.budget, dtype)

    @property
    def _network(self) -> Any:  # noqa: ANN401 - a transformers model, or None
        return getattr(next(iter(self._model)), "model", None)

    def _leave_out_padding(self) -> None:
        """Put windows one behind the other from now on, if that gives the same vectors."""
        network = self._network
        if not can_unpad(network):
            return
        windows = [tokens[: self.room] for tokens in self.tokenize(trial_texts())]
        usual, before = self.pooled(windows), network.config._attn_implementation
        unpad(network)
        self._features_of = partial(unpadded, network)
        if least_cosine(usual, self.pooled(windows)) < LEAST_COSINE:
            network.set_attn_implementation(before)
            self._features_of = self._padded


def pick_device(wanted: str, present: Sequence[str]) -> str:
    """The device to use; auto is the first one present. Raises UserError for an absent one."""
    if wanted == "auto":
        return present[0]
    if wanted not in present:
        raise UserError(f"There is no device {wanted} here; there is: {', '.join(present)}")
    return wanted


def _share_cores(torch: ModuleType) -> int:
    """Set the threads of a lane; the number of lanes.

    Batches side by side on a core each do not wait for one another at every layer (measured on
    two cores: 10 to 15 % faster than one batch on both).
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lanes = min(cores or 1, MOST_LANES)
    torch.set_num_threads(max(1, (cores or 1) // lanes))
    return lanes


def _devices_of(torch: ModuleType) -> list[str]:
    is_present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    cards = [f"cuda:{i}" for i in range(torch.cuda.device_count())] if is_present["cuda"] else []
    return [name for name, present in is_present.items() if present] + cards


def _open_model(folder: str, device: str, precision: str) -> SentenceTransformer:
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from tqdm import tqdm  # type: ignore[import-untyped]

    # tqdm's own lock is a named semaphore, and a killed process leaves that behind.
    tqdm.set_lock(threading.RLock())
    try:
        model = SentenceTransformer(
            folder,
            device=device,
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True, "dtype": precision},
        )
    except (*_UNFIT, OSError, RuntimeError, SafetensorError) as error:
        raise UserError(
            f"The embedding model in {folder} cannot be loaded: {_line(error)}"
        ) from error
    for module in list(model)[1:]:
        module.float()
    return model.eval()


def _is_small(folder: str) -> bool:
    return sum(one.stat().st_size for one in Path(folder).rglob("*.safetensors")) <= MOST_MIXED


def _pad_token(tokenizer: Any) -> int:  # noqa: ANN401
    return 0 if tokenizer.pad_token_id is None else int(tokenizer.pad_token_id)


def _window(model: SentenceTransformer) -> int:
    config = getattr(getattr(next(iter(model)), "model", None), "config", None)
    windows = (LONGEST_WINDOW, model.max_seq_length, positions_of(config))
    return min(int(one) for one in windows if one)


def _line(error: Exception) -> str:
    """The first line of what an error says, or its name."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def _is_out_of_memory(error: Exception) -> bool:
    words = str(error).lower()
    return isinstance(error, MemoryError) or any(word in words for word in _NO_MEMORY)
