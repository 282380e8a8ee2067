"""Models without memory for large batches, for worker processes."""

from __future__ import annotations

from typing import Any

from real_desktop.embedding.encoder import Encoder
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.windowed_encoder import WindowedEncoder
from real_desktop.embedding.windows import LongText


def load_counting(most: int) -> Encoder:
    """A model of letters, of which no more than `most` at once fit into its memory."""
    from tests.embedding.test_windowed_encoder import CountingModel

    return WindowedEncoder(CountingModel(most=most), LongText.WINDOW)


def load_short_of_memory(folder: str, most: int, **how: str) -> Encoder:
    """A real model, on a device that has no memory for more than `most` tokens at once."""
    import torch

    def refuse(module: torch.nn.Module, inputs: tuple[Any, ...]) -> None:
        if isinstance(module, torch.nn.Embedding) and inputs[0].numel() > most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")

    encoder = load_model(folder, device="cpu", **how)
    torch.nn.modules.module.register_module_forward_pre_hook(refuse)
    return encoder
