"""SIGKILL in the middle of judging: what the screen had moved on from is on the disk."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from real_desktop.store.inspection import inspect
from real_desktop.store.project_file import open_to_write
from tests.projects import project_with_pairs

ROUNDS = 20
ROOT = Path(__file__).parents[2]


def judge_until_killed(project, seed):
    rng = random.Random(seed)
    command = [sys.executable, "-m", "tests.faults.judging_child", str(project), str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    acknowledged = [child.stdout.readline() for _ in range(rng.randint(8, 16))]
    time.sleep(rng.uniform(0, 0.02))
    child.kill()
    rest, _ = child.communicate()
    lines = [*acknowledged, *rest.splitlines(keepends=True)]
    return [line.split()[1] for line in lines if line.endswith("\n")]


def events_in(project):
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as connection:
        return {uuid for (uuid,) in connection.execute("SELECT uuid FROM events")}


@pytest.mark.faults
def test_nothing_is_lost_that_the_screen_had_moved_on_from(tmp_path):
    project = project_with_pairs(tmp_path / "killed.real", prompts=600)
    acknowledged = set()
    for seed in range(ROUNDS):
        acknowledged.update(judge_until_killed(project, seed))
        inspect(project)
        assert not acknowledged - events_in(project), f"lost in round {seed}"
    assert len(acknowledged) >= 200
    open_to_write(project).close()
    assert acknowledged <= events_in(project)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("killed")] == [
        "killed.real"
    ]
