"""A real window on a virtual X screen, with the keys and clicks of a real server.

Needs Debian's xvfb, xdotool, openbox and the libraries of Qt's xcb plugin; skipped without.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.projects import project_with_pairs

PROGRAMS = ("xvfb-run", "xdotool", "openbox")
SCRIPT = """
openbox >/dev/null 2>&1 &
"$PYTHON" -m real_desktop "$PROJECT" &
window=$(timeout 60 xdotool search --sync --onlyvisible --name 'judged' | tail -n 1)
xdotool windowactivate --sync "$window"
sleep 1.5
{actions}
sleep 0.5
xdotool key ctrl+q
wait %2
"""

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"needs {', '.join(PROGRAMS)}"
)


@pytest.fixture
def events_after(tmp_path):
    """Do something to the window, and give the answers that stand and the number of events."""
    project = project_with_pairs(tmp_path / "judged.real", prompts=40)

    def run(*actions):
        script = SCRIPT.format(actions="\nsleep 0.4\n".join(actions))
        environment = os.environ | {
            "QT_QPA_PLATFORM": "xcb",
            "PYTHON": sys.executable,
            "PROJECT": str(project),
        }
        subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", "bash", "-c", script],
            env=environment,
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            timeout=120,
        )
        with closing(sqlite3.connect(project)) as connection:
            return [
                said(*row)
                for row in connection.execute(
                    "SELECT kind, outcome, shown_left FROM events ORDER BY seq"
                )
            ]

    return run


def said(kind, outcome, shown_left):
    if outcome in ("a", "b"):
        return "left" if outcome == shown_left else "right"
    return outcome or kind


def test_keys_of_a_real_keyboard_judge(events_after):
    keys = ("1", "2", "t", "b", "s", "ctrl+z", "Left", "Right", "u")
    assert events_after(*(f"xdotool key {key}" for key in keys)) == [
        "left", "right", "tie", "both_bad", "skip", "undo", "left", "right", "undo",
    ]  # fmt: skip


def test_a_held_key_counts_once(events_after):
    assert events_after("xdotool keydown 2; sleep 1.5; xdotool keyup 2") == ["right"]


def test_keys_that_must_not_judge_do_not(events_after):
    keys = ("space", "Return", "BackSpace", "Delete", "Escape", "Tab", "space", "Tab", "Return")
    assert events_after(*(f"xdotool key {key}" for key in keys)) == []


def test_escape_leaves_the_export_and_enter_exports(events_after, tmp_path):
    out = tmp_path / "judged-preferences.jsonl"
    key, pause = "xdotool key", "sleep 1"
    assert events_after(f"{key} 1", f"{key} ctrl+e", pause, f"{key} Escape", pause) == ["left"]
    assert not out.exists()
    keys = (f"{key} ctrl+e", pause, f"{key} Return", pause, f"{key} Return", pause)
    assert events_after(*keys) == ["left"]
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1


def test_a_click_judges_and_a_drag_does_not(events_after):
    start = "xdotool mousemove --window $window 150 300 mousedown 1"
    drag = "xdotool mousemove --window $window 400 320"
    release = "xdotool mouseup 1"
    click = "xdotool mousemove --window $window 1000 600 click 1"
    assert events_after(start, drag, release) == []
    assert events_after(click) == ["right"]
