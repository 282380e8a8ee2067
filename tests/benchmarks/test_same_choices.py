"""Our vectors against those of `SentenceTransformer.encode`, and the pairs that they choose.

Takes some minutes: `python -m pytest tests/benchmarks/test_same_choices.py -m long -s`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from real_desktop.core.same_text import first_of_each
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.models import default_folder
from real_desktop.embedding.pool import EmbeddingPool
from real_desktop.embedding.waiting import encode_batches
from tests.benchmarks.same_choices import compared, cosines

ROOT = Path(__file__).parents[2]
FILES = ("fgrlhf_one_policy_500x4.jsonl", "oasst_one_policy_250x11.jsonl")
PRECISIONS = ("float32", "bfloat16")
LEAST, IN_THE_MEDIAN, SAME = 0.999, 0.9999, 0.99
BATCH = 256

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(default_folder() is None, reason="the model is not installed"),
]


def sets_of(path):
    """The distinct responses of each set, as pairs are chosen among them."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        texts = [one["text"] for one in row["responses"]]
        firsts = enumerate(first_of_each(texts))
        yield [texts[place] for place, first in firsts if first == place]


def encoded_by_us(texts, precision):
    """As the program stores them: float16."""
    batches = [(at, texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    loader = partial(
        load_model,
        str(default_folder()),
        device="cpu",
        precision=precision,
        long_text="truncate",
    )
    with EmbeddingPool(loader) as pool:
        found = [answer[1] for answer in encode_batches([pool], batches) if answer]
    assert not any(one.failures for one in found)
    return np.concatenate([one.vectors for one in found])


def encoded_by_the_library(texts, out):
    command = [sys.executable, "-m", "tests.benchmarks.encode_child", str(out)]
    subprocess.run(command, cwd=ROOT, input=json.dumps(texts), text=True, check=True)
    return np.load(out)


@pytest.fixture(scope="module", params=FILES)
def embedded(request, tmp_path_factory):
    """The name of a file, the sizes of its sets, and their vectors by each way."""
    path = ROOT.parent / "shared" / "data" / request.param
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    sets = [texts for texts in sets_of(path) if len(texts) >= 2]
    texts = [text for one in sets for text in one]
    vectors = {one: encoded_by_us(texts, one) for one in PRECISIONS}
    out = tmp_path_factory.mktemp("encode") / "vectors.npy"
    vectors["encode"] = encoded_by_the_library(texts, out)
    return path.name, [len(one) for one in sets], vectors


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_vectors_are_those_of_the_library(embedded, table, precision):
    name, _sizes, vectors = embedded
    found = cosines(vectors[precision], vectors["encode"])
    said = f"at least {found.min():.6f}   median {np.median(found):.6f}   ({len(found)} texts)"
    table.append((f"{name}: cosine of {precision} to encode", said))
    assert found.min() >= LEAST
    assert np.median(found) >= IN_THE_MEDIAN


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_pairs_are_those_that_the_library_would_choose(embedded, table, precision):
    name, sizes, vectors = embedded
    found = compared(vectors["encode"], vectors[precision], sizes)
    table.append((f"{name}: encode, {precision}", str(found)))
    assert found.same >= SAME
    assert max(found.losses, default=0) <= 0.01
