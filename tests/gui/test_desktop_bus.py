"""On a bus of its own, with a service that writes down what it is asked to show."""

import multiprocessing
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from real_desktop.gui import desktop_bus

SAYS = "import sys; from tests.gui.desktop_service import {name}; {name}(*sys.argv[1:])"


@pytest.fixture
def on_a_bus(tmp_path):
    """Show a message where there is a bus, with or without the service; give what it got."""
    if not shutil.which("dbus-run-session"):
        pytest.skip("needs dbus-run-session")
    pytest.importorskip("PySide6.QtDBus")

    def run(name, *said):
        done = subprocess.run(
            ["dbus-run-session", "--", sys.executable, "-c", SAYS.format(name=name), *said],
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        return done.stdout

    return run


def test_a_message_arrives_with_its_text_as_it_is(on_a_bus):
    said = on_a_bus("serve_and_notify", "Küche: embedding is done", "15 texts & <b>5</b> pairs")
    assert said.splitlines() == [
        "REAL Desktop",
        "0",
        "real-desktop",
        "Küche: embedding is done",
        "15 texts &amp; &lt;b&gt;5&lt;/b&gt; pairs",
        "[]",
        "{'desktop-entry': 'real-desktop'}",
        "-1",
    ]


def test_a_bus_without_the_service_is_no_error(on_a_bus):
    assert on_a_bus("only_notify", "title", "text") == ""


def test_without_a_bus_no_process_is_started_and_no_bus_either(monkeypatch, tmp_path):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    desktop_bus.notify("title", "text")
    assert multiprocessing.active_children() == []
    (tmp_path / "bus").touch()
    assert desktop_bus.has_session_bus()


def test_a_bus_that_does_not_answer_is_no_error(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    desktop_bus._notify("title", "text")


def test_qt_without_its_bus_is_no_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtDBus", None)
    desktop_bus._notify("title", "text")
