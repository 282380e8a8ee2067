import os
import sys

import pytest

from real_desktop.session.launcher import launcher


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "bin" / "real-desktop"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def started_as(monkeypatch, name):
    monkeypatch.setattr(sys, "argv", [str(name), "install-desktop-entry"])
    return launcher()


def test_the_script_that_runs(monkeypatch, script):
    assert started_as(monkeypatch, script) == (str(script),)


def test_a_relative_path_becomes_absolute(monkeypatch, script):
    monkeypatch.chdir(script.parent)
    assert started_as(monkeypatch, "./real-desktop") == (str(script),)


def test_a_name_is_looked_up(monkeypatch, script):
    monkeypatch.setenv("PATH", str(script.parent))
    assert started_as(monkeypatch, "real-desktop") == (str(script),)


def test_a_link_stays_a_link(monkeypatch, script, tmp_path):
    link = tmp_path / "real-desktop"
    link.symlink_to(script)
    assert started_as(monkeypatch, link) == (str(link),)


@pytest.mark.parametrize("name", ["", "-c", "/nowhere/real-desktop", "{module}", "{pytest}"])
def test_without_a_script_python_runs_the_module(monkeypatch, script, name):
    places = {"module": script.with_name("__main__.py"), "pytest": script.with_name("pytest")}
    for place in places.values():
        script.rename(place) if script.exists() else None
    python, *arguments = started_as(monkeypatch, name.format(**places))
    assert python == os.path.abspath(sys.executable)
    assert arguments == ["-m", "real_desktop"]
