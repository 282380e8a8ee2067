"""How fast texts become vectors, against the library's own way and the paper's.

All ways embed the same real responses in turns in one process; what is asserted are ratios.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data" / "oasst_one_policy_250x11.jsonl"
TEXTS = 160
LEAST_COSINE = 0.999


@pytest.fixture(scope="module")
def measured():
    if not REAL.exists():
        pytest.skip(f"{REAL.name} is not on this machine")
    rows = map(json.loads, REAL.read_text(encoding="utf-8").splitlines())
    texts = [response["text"] for row in rows for response in row["responses"]]
    texts = texts[:: len(texts) // TEXTS][:TEXTS]
    command = [sys.executable, "-m", "tests.benchmarks.embedding_child"]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_no_machine_is_slower_than_with_the_library_alone(measured, table):
    seconds = measured["seconds"]
    fastest = min(seconds["float32"], seconds["bfloat16"])
    for name, one in seconds.items():
        speed = f"{TEXTS / one:6.1f} texts/s   {seconds['encode'] / one:.2f} x encode"
        table.append((f"embedding {TEXTS} real responses: {name}", speed))
    assert seconds["encode"] / seconds["float32"] >= 1.0
    assert seconds["encode"] / fastest >= 1.0


def test_with_bfloat16_instructions_it_is_twice_as_fast(measured):
    flags = Path("/proc/cpuinfo")
    if not flags.exists() or "avx512_bf16" not in flags.read_text(encoding="utf-8"):
        pytest.skip("this processor has no instructions for bfloat16")
    seconds = measured["seconds"]
    assert seconds["encode"] / seconds["bfloat16"] >= 2.0
    assert seconds["padded"] / seconds["bfloat16"] >= 2.0


def test_the_vectors_are_those_of_the_library(measured):
    assert min(measured["least"].values()) >= LEAST_COSINE
