"""Embeds the same texts in four ways, in turns, and prints the seconds of each as JSON.

Run as a process of its own, since torch stays out of the one that tests.
"""

import json
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


def cosines(one, other):
    one, other = one.astype(np.float64), other.astype(np.float64)
    return np.sum(one * other, 1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


def main(texts):
    folder = str(default_folder())
    library = SentenceTransformer(folder, device="cpu", local_files_only=True)
    ours = {
        name: WindowedEncoder(SentenceModel(folder, "cpu", name), LongText.TRUNCATE)
        for name in ("float32", "bfloat16")
    }
    ways = {
        "encode": partial(library.encode, texts, show_progress_bar=False),
        "padded": partial(padded, library, texts),
        **{name: lambda one=one: one.encode(texts).vectors for name, one in ours.items()},
    }
    seconds = {name: [] for name in ways}
    vectors = {name: way() for name, way in ways.items()}
    for _round in range(ROUNDS):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - started)
    least = {name: float(cosines(vectors[name], vectors["encode"]).min()) for name in ways}
    print(json.dumps({"seconds": {n: median(s) for n, s in seconds.items()}, "least": least}))


if __name__ == "__main__":
    main(json.load(sys.stdin))
