"""How fast texts become vectors, against the library's own way and the paper's.

All ways embed the same real responses in turns in one process; what is asserted are ratios.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
FILES = ("oasst_one_policy_250x11.jsonl", "fgrlhf_one_policy_500x4.jsonl")
TEXTS_OF_EACH = 80
LEAST_COSINE = 0.999
MEDIAN_COSINE = 0.9999


def texts_of(path):
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    texts = [response["text"] for row in rows for response in row["responses"]]
    return texts[:: len(texts) // TEXTS_OF_EACH][:TEXTS_OF_EACH]


def has_bfloat16():
    flags = Path("/proc/cpuinfo")
    return flags.exists() and "avx512_bf16" in flags.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def measured(table):
    texts = [text for name in FILES for text in texts_of(DATA / name)]
    command = [sys.executable, "-m", "tests.benchmarks.embedding_child"]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    seconds = found["seconds"]
    for name in ("encode", "padded", "float32", "bfloat16"):
        speed = f"{len(texts) / seconds[name]:6.1f} texts/s"
        times = f"{seconds['encode'] / seconds[name]:.2f} x encode"
        table.append((f"embedding {len(texts)} real responses: {name}", f"{speed}   {times}"))
    for name, ours in found["gigaflops"].items():
        limit = found["limit"][name]
        share = f"{ours:.0f} of {limit:.0f} GFLOP/s: {ours / limit:.0%}"
        outside = f"{found['outside'][name]:.1%} outside the model"
        table.append((f"against plain products in {name}", f"{share}, {outside}"))
    return found


def test_no_machine_is_slower_than_with_the_library_alone(measured):
    seconds = measured["seconds"]
    assert seconds["encode"] / seconds["float32"] >= 1.0


def test_with_bfloat16_instructions_it_is_twice_as_fast_and_thrice_the_padded_loop(measured):
    if not has_bfloat16():
        pytest.skip("this processor has no instructions for bfloat16")
    seconds = measured["seconds"]
    assert seconds["encode"] / seconds["bfloat16"] >= 2.0
    assert seconds["padded"] / seconds["bfloat16"] >= 3.0


def test_most_of_the_time_goes_into_products_of_matrices(measured):
    """The products within attention, and the softmax between them, are not counted as work."""
    assert measured["gigaflops"]["float32"] / measured["limit"]["float32"] >= 0.7
    if has_bfloat16():
        assert measured["gigaflops"]["bfloat16"] / measured["limit"]["bfloat16"] >= 0.6


def test_little_of_the_time_is_spent_outside_the_model(measured):
    assert max(measured["outside"].values()) <= 0.05


def test_the_vectors_are_those_of_the_library(measured):
    for cosines in measured["cosines"].values():
        assert min(cosines) >= LEAST_COSINE
        assert median(cosines) >= MEDIAN_COSINE
