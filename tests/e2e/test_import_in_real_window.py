"""Files given to the program, and the import dialog, on a virtual X screen with real keys.

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

PROGRAMS = ("xvfb-run", "xdotool", "openbox")
SCRIPT = """
openbox >/dev/null 2>&1 &
"$PYTHON" -m real_desktop "$FILE" &
dialog=$(timeout 60 xdotool search --sync --onlyvisible --name 'Import responses' | tail -n 1)
xdotool windowactivate --sync "$dialog"
sleep 1.5
{actions}
sleep 3
xdotool key ctrl+q
wait %2
"""

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"needs {', '.join(PROGRAMS)}"
)


@pytest.fixture
def prompts_after(answers, tmp_path):
    """Press keys in the import dialog, and count the prompts of each project that there is."""
    file = answers([(f"Question {i}?", ["yes", "no"]) for i in range(3)])

    def run(*keys):
        script = SCRIPT.format(actions="\n".join(f"xdotool key {k}; sleep 0.4" for k in keys))
        environment = os.environ | {
            "QT_QPA_PLATFORM": "xcb",
            "PYTHON": sys.executable,
            "FILE": str(file),
        }
        subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", "bash", "-c", script],
            env=environment,
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return {path.name: count_prompts(path) for path in tmp_path.glob("*.real")}

    return run


def count_prompts(path):
    with closing(sqlite3.connect(path)) as project:
        return project.execute("SELECT count(*) FROM prompts").fetchone()[0]


def test_enter_imports_into_a_project_beside_the_file(prompts_after):
    assert prompts_after("Return") == {"answers.real": 3}


def test_escape_leaves_nothing(prompts_after):
    assert prompts_after("Escape") == {}


def test_the_tab_key_goes_through_the_dialog_and_changes_nothing(prompts_after):
    assert prompts_after(*["Tab"] * 12, "Escape") == {}
