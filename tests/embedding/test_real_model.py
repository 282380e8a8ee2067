"""The packaged model in a worker process, against the library itself in another process."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding.encoder import EncoderInfo
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.models import default_folder
from real_desktop.embedding.pool import EmbeddingPool

pytestmark = pytest.mark.model

TEXTS = [
    "The Rhine rises in the Swiss Alps and reaches the sea at Rotterdam.",
    "",
    "日本語の短い文章です。",
    "No.",
    "I am sorry, but I cannot help with that; here is what you could do instead. " * 40,
    "def f(x):\n    return x ** 2  # \N{PARTY POPPER}\n",
]

REFERENCE = """
import json, sys
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
vectors = model.encode(json.load(sys.stdin), show_progress_bar=False)
assert str(vectors.dtype) == "float32"
tokens = model.tokenizer(json.loads(sys.argv[2]), truncation=False)["input_ids"]
print(json.dumps([vectors.tolist(), [len(ids) for ids in tokens]]))
"""

PROGRAM = """
import sys
from functools import partial
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.pool import EmbeddingPool

if __name__ == "__main__":
    with EmbeddingPool(partial(load_model, sys.argv[1], precision="auto")) as pool:
        pool.encode(["a text", "many words " * 1000]).result()
"""


@pytest.fixture(scope="module")
def folder():
    return str(default_folder())


@pytest.fixture(scope="module")
def pool(folder):
    loader = partial(load_model, folder, device="cpu", long_text="truncate")
    with EmbeddingPool(loader) as pool:
        yield pool


@pytest.fixture(scope="module")
def reference(folder):
    """`SentenceTransformer.encode` in float32, and the token counts of the whole texts."""
    command = [sys.executable, "-c", REFERENCE, folder, json.dumps(TEXTS)]
    done = subprocess.run(
        command, input=json.dumps(TEXTS), capture_output=True, text=True, check=True, timeout=100
    )
    vectors, tokens = json.loads(done.stdout)
    return np.array(vectors), tokens


def test_the_encoder_says_what_it_is(pool):
    assert pool.load().result() == EncoderInfo(
        dimension=384, max_tokens=256, device="cpu", precision="float32", long_text="truncate"
    )


def test_vectors_are_those_of_the_library(pool, reference):
    encoded = pool.encode(TEXTS).result()
    vectors = encoded.vectors.astype(np.float64)
    lengths = np.linalg.norm(vectors, axis=1)
    cosines = np.sum(vectors * reference[0], axis=1) / lengths
    assert encoded.vectors.dtype == np.float16
    assert np.allclose(lengths, 1, atol=1e-3)
    assert cosines.min() >= 0.9999
    assert encoded.failures == {}


def test_tokens_are_counted_before_the_text_is_cut(pool, reference):
    tokens = pool.encode(TEXTS).result().tokens
    assert tokens == reference[1]
    assert tokens[1] == 2
    assert tokens[4] > 256


def test_a_batch_alone_or_with_others_gives_the_same(pool):
    together = pool.encode(TEXTS).result().vectors
    alone = np.concatenate([pool.encode([text]).result().vectors for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-3)


def test_no_texts_give_no_vectors(pool):
    encoded = pool.encode([]).result()
    assert (encoded.vectors.shape, encoded.tokens) == ((0, 384), [])


def test_a_whole_program_prints_nothing(folder, tmp_path):
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    # No "-W error" here: with it, the resource tracker swallows its warning of leaks.
    command = [sys.executable, str(script), folder]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=100
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_torch_stays_out_of_this_process(pool):
    pool.encode(["x"]).result()
    assert "torch" not in sys.modules


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    refused = pytest.raises(UserError, match="cannot be loaded")
    loader = partial(load_model, str(tmp_path), device="cpu")
    with EmbeddingPool(loader) as pool, refused:
        pool.load().result()
