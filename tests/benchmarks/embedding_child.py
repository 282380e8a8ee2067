"""Embeds the same texts in four ways, in turns, and prints what it measured as JSON.

The limit is a plain product of tokens with each weight of a layer, in the same precision and
on the same cores. Our GFLOP/s count real tokens and the weights of the layers, neither padding
nor the scores of attention.

Run as a process of its own, since torch stays out of the one that tests.
"""

import json
import os
import sys
import time
from functools import partial
from statistics import median

import numpy as np
from sentence_transformers import SentenceTransformer

from real_desktop.embedding.models import default_folder
from real_desktop.embedding.sentence_model import SentenceModel
from real_desktop.embedding.windowed_encoder import WindowedEncoder
from real_desktop.embedding.windows import LongText

ROUNDS = 3
PADDED_BATCH = 8
BATCH = 2_048


def padded(model, texts):
    """As the paper's scripts do it: batches of 8, each padded to the model's whole window."""
    import torch

    found = []
    with torch.no_grad():
        for start in range(0, len(texts), PADDED_BATCH):
            features = model.tokenizer(
                texts[start : start + PADDED_BATCH],
                padding="max_length",
                truncation=True,
                max_length=model.max_seq_length,
                return_tensors="pt",
            )
            found.append(model(dict(features))["sentence_embedding"].numpy())
    return np.concatenate(found)


def weights_of(model):
    """The numbers of outputs and inputs of the products that a token goes through."""
    from torch import nn

    encoder = model[0].model.encoder
    return [one.weight.shape for one in encoder.modules() if isinstance(one, nn.Linear)]


def products(shapes, dtype):
    """One pass of a batch of random tokens through plain products of these shapes."""
    import torch

    torch.set_num_threads(len(os.sched_getaffinity(0)))
    pairs = [
        (torch.randn(BATCH, inputs).to(dtype), torch.randn(outputs, inputs).to(dtype))
        for outputs, inputs in shapes
    ]

    def run():
        with torch.inference_mode():
            for values, weight in pairs:
                values @ weight.T

    return run


def cosines(one, other):
    one, other = one.astype(np.float64), other.astype(np.float64)
    return np.sum(one * other, 1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


class Clocked:
    """A TokenModel that says how long its batches kept a lane busy."""

    def __init__(self, model):
        self._model, self.spans = model, []

    def __getattr__(self, name):
        return getattr(self._model, name)

    def pooled(self, windows):
        started = time.perf_counter()
        vectors = self._model.pooled(windows)
        self.spans.append(time.perf_counter() - started)
        return vectors


def share_outside(model, texts):
    """The share of the lanes' time in which no batch was in the model, in the median."""
    return median(once_outside(model, texts) for _round in range(ROUNDS))


def once_outside(model, texts):
    clocked = Clocked(model)
    started = time.perf_counter()
    WindowedEncoder(clocked, LongText.TRUNCATE).encode(texts)
    return 1 - sum(clocked.spans) / (time.perf_counter() - started) / model.lanes


def main(texts):
    import torch

    folder = str(default_folder())
    library = SentenceTransformer(folder, device="cpu", local_files_only=True)
    shapes = weights_of(library)
    models = {name: SentenceModel(folder, "cpu", name) for name in ("float32", "bfloat16")}
    ours = {name: WindowedEncoder(one, LongText.TRUNCATE) for name, one in models.items()}
    threads = torch.get_num_threads()
    ways = {
        "encode": partial(library.encode, texts, show_progress_bar=False),
        "padded": partial(padded, library, texts),
        **{name: lambda one=one: one.encode(texts).vectors for name, one in ours.items()},
        "product float32": products(shapes, torch.float32),
        "product bfloat16": products(shapes, torch.bfloat16),
    }
    seconds = {name: [] for name in ways}
    vectors = {name: way() for name, way in ways.items()}
    for _round in range(ROUNDS):
        for name, way in ways.items():
            torch.set_num_threads(threads if name in ours else len(os.sched_getaffinity(0)))
            started = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - started)
    torch.set_num_threads(threads)
    tokens = sum(
        min(count, library.max_seq_length) for count in ours["float32"].encode(texts).tokens
    )
    work = 2e-9 * sum(outputs * inputs for outputs, inputs in shapes)
    print(
        json.dumps(
            {
                "seconds": {name: median(times) for name, times in seconds.items()},
                "cosines": {
                    name: sorted(cosines(vectors[name], vectors["encode"]).tolist())
                    for name in ("padded", *ours)
                },
                "gigaflops": {name: work * tokens / median(seconds[name]) for name in ours},
                "limit": {name: work * BATCH / median(seconds[f"product {name}"]) for name in ours},
                "outside": {name: share_outside(one, texts) for name, one in models.items()},
                "tokens": tokens,
            }
        )
    )


if __name__ == "__main__":
    main(json.load(sys.stdin))
