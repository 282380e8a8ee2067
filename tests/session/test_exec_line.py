import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.session.exec_line import exec_line, string_value

HOSTILE = 'a b$HOME`id`"q"\\n\';&|<>*?#()~'


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["/usr/bin/real-desktop"], "/usr/bin/real-desktop"),
        (["/opt/python", "-m", "real_desktop"], "/opt/python -m real_desktop"),
        (["/home/a b/real-desktop"], '"/home/a b/real-desktop"'),
        (["/home/ä/real-desktop"], "/home/ä/real-desktop"),
        (["/opt/python", "100%"], "/opt/python 100%%"),
        (["/home/$x/r"], r'"/home/\\$x/r"'),
        (["/home/`x/r"], r'"/home/\\`x/r"'),
        (['/home/"x/r'], r'"/home/\\"x/r"'),
        (["/home/\\x/r"], r'"/home/\\\\x/r"'),
        (["/home/it's/r"], '"/home/it\'s/r"'),
        (["/home/a\nb/r"], r'"/home/a\nb/r"'),
    ],
)
def test_a_command_is_written_as_the_specification_says(command, line):
    assert exec_line(command) == line


@pytest.mark.parametrize("character", ["=", "%"])
def test_a_program_that_no_desktop_would_find_is_refused(character):
    program = f"/a{character}b/real-desktop"
    with pytest.raises(UserError, match=f'{program}: its path holds a "{character}"'):
        exec_line([program])


def test_an_argument_may_hold_anything():
    assert exec_line(["/a/python", "--x=y"]) == "/a/python --x=y"


def test_a_string_is_escaped():
    assert string_value("/a\\b\n\t") == r"/a\\b\n\t"


@pytest.mark.skipif(not shutil.which("gio"), reason="needs gio")
def test_a_desktop_starts_the_program_whatever_its_folder_is_called(tmp_path):
    folder = tmp_path / HOSTILE
    folder.mkdir()
    program, told = folder / "real-desktop", tmp_path / "told.json"
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"with open({str(told)!r} + '.new', 'w') as file:\n    json.dump(sys.argv, file)\n"
        f"os.replace(file.name, {str(told)!r})\n"
    )
    program.chmod(0o755)
    entry = tmp_path / "x.desktop"
    entry.write_text(
        "[Desktop Entry]\nType=Application\nName=x\n"
        f"Exec={exec_line([str(program)])} %F\nTryExec={string_value(str(program))}\n"
    )
    given = tmp_path / "my project.real"
    given.touch()
    subprocess.run(["gio", "launch", entry, given], check=True, capture_output=True, timeout=30)
    assert json.loads(_read_when_there(told)) == [str(program), str(given)]


def _read_when_there(path: Path) -> str:
    for _ in range(500):
        if path.exists():
            return path.read_text()
        time.sleep(0.02)
    raise TimeoutError("the program was not started")
