"""How fast pairs are chosen among a million responses, and among all prompts at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETS, MOST_SECONDS, LEAST_RATIO = 125_000, 3, 200
PROMPTS, MOST_SECONDS_IN_ALL = 20_000, 30
MOST_MB = 2_000


def figures(strategy, count):
    command = [sys.executable, "-m", "tests.benchmarks.choosing_child", strategy, str(count)]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(ran.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory is read from /proc")
def test_a_million_responses_are_compared_and_chosen_from_in_seconds(table):
    found = figures("dissimilar", SETS)
    ratio = found["loop_seconds_a_set"] / found["seconds_a_set"]
    name = f"dissimilar, {SETS:,} sets of 8 responses"
    table.append((name, f"{found['seconds']:.2f} s   peak {found['peak_mb']:.0f} MB"))
    table.append(("the published loop, a set", f"{ratio:.0f} times as long"))
    assert found["picks"] == SETS
    assert found["seconds"] <= MOST_SECONDS
    assert found["peak_mb"] < MOST_MB
    assert ratio >= LEAST_RATIO


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory is read from /proc")
def test_all_prompts_are_compared_at_once_in_half_a_minute(table):
    found = figures("informative", PROMPTS)
    name = f"informative, {PROMPTS:,} prompts of 8 responses"
    table.append((name, f"{found['seconds']:.1f} s   peak {found['peak_mb']:.0f} MB"))
    assert found["picks"] == PROMPTS
    assert found["seconds"] < MOST_SECONDS_IN_ALL
    assert found["peak_mb"] < MOST_MB
