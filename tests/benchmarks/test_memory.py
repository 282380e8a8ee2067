"""How much memory the window's process has after a day's worth of judging."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import project_with_pairs

ROOT = Path(__file__).parents[2]
JUDGEMENTS = 1_000
CHARACTERS = 2_000
MOST_MB = 250


def resident_mb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    (kilobytes,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return int(kilobytes) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory is read from /proc")
def test_the_memory_stays_small(tmp_path, table):
    project = project_with_pairs(tmp_path / "day.real", 2 * JUDGEMENTS, CHARACTERS)
    command = [sys.executable, "-m", "tests.faults.judging_child", str(project), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        child.stdout.readline()
        at_first = resident_mb(child.pid)
        for _ in range(JUDGEMENTS):
            assert child.stdout.readline()
        at_last = resident_mb(child.pid)
        child.kill()
    name = f"memory of the window, first and after {JUDGEMENTS:,} judgements"
    table.append((name, f"{at_first:.0f} MB   {at_last:.0f} MB"))
    assert at_last < MOST_MB
