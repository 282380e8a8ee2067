"""Models of several kinds against the library itself, in a process without the test's Qt."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

COMPARE = """
import json, sys
from pathlib import Path
import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer
from transformers import BertTokenizerFast, RobertaConfig, RobertaModel
from real_desktop.core.errors import UserError
from real_desktop.embedding.loading import load_model

here, tiny = Path(sys.argv[1]), Path(sys.argv[2])
texts = ["a", "why is it", "what is the answer to the question, and how? " * 9, ""]

def cosines(a, b):
    a, b = a.astype(np.float64), b.astype(np.float64)
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)

def same(folder, prompt):
    library = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    expected = library.encode(texts, prompt=prompt or None)
    encoder = load_model(str(folder), device="cpu", long_text="truncate", prompt=prompt)
    found = encoder.encode(texts)
    alike = cosines(found.vectors, expected)
    assert alike.min() > 0.9999, (folder, alike)
    return encoder

# A prompt that is read, and one that is read and left out of the mean.
bert = tiny / "sentence"
same(bert, "")
same(bert, "the answer is ")
without = here / "without"
modules = [Transformer(str(tiny / "bert"), max_seq_length=32),
           Pooling(32, include_prompt=False), Normalize()]
SentenceTransformer(modules=modules, device="cpu").save(str(without))
same(without, "the answer is ")

# Each window of a long text begins with the prompt.
model = load_model(str(bert), device="cpu", prompt="the answer is ")._model
seen = []
forward = model._features_of
model._features_of = lambda rows: seen.append(rows) or forward(rows)
from real_desktop.embedding.windowed_encoder import WindowedEncoder
from real_desktop.embedding.windows import LongText
found = WindowedEncoder(model, LongText.WINDOW).encode([texts[2]])
words = model._tokenizer.convert_ids_to_tokens
rows = [words(row) for some in seen for row in some]
assert len(rows) > 2 and all(row[:4] == ["[CLS]", "the", "answer", "is"] for row in rows), rows
assert max(map(len, rows)) <= 32 and found.tokens[0] > 32

# Positions of RoBERTa begin behind the pad, so its window is two shorter than their number.
folder = here / "roberta"
vocabulary = (tiny / "bert" / "vocab.txt").read_text().split("\\n")[:-1]
folder.mkdir()
(folder / "vocab.txt").write_text("\\n".join(vocabulary) + "\\n")
BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
RobertaModel(RobertaConfig(vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2,
    num_attention_heads=2, intermediate_size=64, max_position_embeddings=66, pad_token_id=1)
    ).save_pretrained(folder)
encoder = load_model(str(folder), device="cpu")
assert encoder.info.max_tokens == 64, encoder.info
assert not encoder.encode(["why " * 500]).failures

# A model that cannot be used says so in one line.
unfit = here / "unfit"
unfit.mkdir()
(unfit / "config.json").write_text(json.dumps({"model_type": "no-such-kind"}))
try:
    load_model(str(unfit), device="cpu")
except UserError as error:
    assert "cannot be loaded" in str(error) and "\\n" not in str(error), error
else:
    raise AssertionError("loaded")
print("all the same")
"""


def test_every_kind_of_model_gives_the_vectors_of_the_library(tmp_path, tiny_models):
    command = [sys.executable, "-c", COMPARE, str(tmp_path), str(tiny_models)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("all the same"), done.stderr[-3000:]
