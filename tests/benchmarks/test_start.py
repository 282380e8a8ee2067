"""How long the program takes from its start to a painted window."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.projects import project_with_pairs

ROOT = Path(__file__).parents[2]
STARTS = 7


def seconds_to_first_paint(*arguments):
    command = [sys.executable, "-m", "tests.benchmarks.start_child", *arguments]
    began = time.time()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[0]) - began


def test_the_window_is_painted_soon(tmp_path, table):
    project = project_with_pairs(tmp_path / "start.real", prompts=50)
    for name, arguments in (("welcome page", []), ("a project", [str(project)])):
        seconds_to_first_paint(*arguments)
        times = [seconds_to_first_paint(*arguments) for _ in range(STARTS)]
        median = statistics.median(times)
        table.append((f"start to painted window, warm, {name}", f"{median * 1000:.0f} ms"))
        assert median < 0.8
