import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding.side_process import run_aside
from tests.embedding.processes import ends_within

ROOT = Path(__file__).parents[2]

PARENT = """
    from pathlib import Path
    from real_desktop.embedding.side_process import run_aside
    from tests.embedding.test_side_process import note_and_sleep
    if __name__ == "__main__":
        for _ in run_aside(note_and_sleep, Path("pid")):
            pass
"""


def note_and_sleep(note):
    fresh = note.with_suffix(".new")
    fresh.write_text(str(os.getpid()))
    fresh.rename(note)
    time.sleep(60)


def interrupt_itself():
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


def refuse():
    raise UserError("there is no such thing")


def pid_in(note):
    deadline = time.monotonic() + 20
    while not note.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return int(note.read_text())


def test_what_the_function_returns_or_raises_comes_back():
    assert drained(run_aside(divmod, 17, 5)) == (3, 2)
    with pytest.raises(UserError, match="there is no such thing"):
        drained(run_aside(refuse))


def test_a_process_that_dies_is_one_sentence():
    with pytest.raises(UserError, match="the process that did it stopped"):
        drained(run_aside(os._exit, 9))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_does_not_reach_it():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert drained(run_aside(interrupt_itself)) == "still here"
    finally:
        signal.signal(signal.SIGINT, before)


def test_closing_ends_the_process_at_once(tmp_path):
    job = run_aside(note_and_sleep, tmp_path / "pid")
    next(job)
    pid = pid_in(tmp_path / "pid")
    job.close()
    assert ends_within(pid, 1)


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_it_ends_with_a_killed_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], env=environment, cwd=tmp_path) as parent:
        pid = pid_in(tmp_path / "pid")
        parent.kill()
        assert ends_within(pid, 3)
