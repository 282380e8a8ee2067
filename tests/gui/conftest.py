"""A small real project, a real window on it, and the proof that nothing is left running."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog

from real_desktop.core.progress import drained
from real_desktop.embedding.models import ModelFolder
from real_desktop.gui.main_window import MainWindow
from real_desktop.gui.theme import Theme
from real_desktop.session import preparing
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.preparing import prepare
from real_desktop.session.session import new_session
from real_desktop.session.settings import Settings
from tests.embedding.fake_encoder import load_fake
from tests.gui.hands import is_at_rest, messages, write_rows
from tests.session import working
from tests.window import forget_settings, press

PAIRS = 5
SETS = [(f"Question {i}?", [f"Answer {i}{letter}." for letter in "xyz"]) for i in range(PAIRS)]


def fake_embedder(load=load_fake):
    return replace(working.fake_embedder(load), folder=ModelFolder("fake", Path("fake"), "fake"))


def build(path, sets, *, is_bare=False):
    """Make a project of response sets, with its pairs unless it is to be bare."""
    source = write_rows(path.with_suffix(".jsonl"), sets)
    with new_session(path) as session:
        drained(import_files(session, drained(survey_files([source])).sources))
        if not is_bare:
            drained(prepare(session, fake_embedder()))
    return path


@pytest.fixture(autouse=True)
def _own_settings(qapp, tmp_path):
    forget_settings(str(tmp_path))


@pytest.fixture(autouse=True)
def _nothing_is_left(qapp):
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thread for thread in threading.enumerate() if thread.name in ("project", "job")]
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left
    assert not shown


@pytest.fixture
def fake_model(monkeypatch):
    """Let the window embed with the fake encoder; call it to take another loader."""

    def use(load=load_fake):
        def find(*_):
            return working.done(fake_embedder(load))

        monkeypatch.setattr(preparing, "project_embedder", find)

    use()
    return use


@pytest.fixture
def make_project(tmp_path):
    """Make a project of its own for a test."""

    def make(sets, *, is_bare=False):
        return build(tmp_path / "own.real", sets, is_bare=is_bare)

    return make


@pytest.fixture(scope="session")
def _ready_project(tmp_path_factory):
    return build(tmp_path_factory.mktemp("ready") / "small.real", SETS)


@pytest.fixture
def project(_ready_project, tmp_path):
    """The path of a project with PAIRS pairs, none of them judged."""
    return Path(shutil.copy(_ready_project, tmp_path / "small.real"))


@pytest.fixture
def bare_project(make_project):
    """The path of a project with responses and nothing more."""
    return make_project(SETS, is_bare=True)


@pytest.fixture
def theme(qapp):
    """The looks of the application; everything is as before at the end."""
    font, palette, style = QFont(qapp.font()), QPalette(qapp.palette()), qapp.style().name()
    made = Theme(qapp)
    yield made
    made.set_colours("system")
    made.deleteLater()
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyle(style)


@pytest.fixture
def open_window(qtbot, theme):
    """Show a window, on a project if one is given, at rest; close it at the end."""
    windows = []

    def make(path=None, **settings):
        window = MainWindow(theme, Settings(**({"guard_ms": 0} | settings)))
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if path:
            window.files.open_project(path)
            qtbot.waitUntil(lambda: is_at_rest(window), timeout=10_000)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def window(open_window, project):
    """A window with the first pair of the small project on it."""
    return open_window(project)


@pytest.fixture
def welcome(open_window):
    """A window without a project."""
    return open_window()


@pytest.fixture
def answer(qtbot):
    """Press a key and wait until the window has moved on."""

    def press_and_wait(window, key, *modifiers):
        with qtbot.waitSignal(window.judging.stepped):
            press(window, key, *modifiers)
        qtbot.wait(1)

    return press_and_wait


@pytest.fixture
def choose_files(monkeypatch):
    """What the file dialogs give back: names to open, and a name to save under."""

    def choose(to_open=(), to_save=""):
        names = [str(path) for path in to_open]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to_save), ""))

    return choose


@pytest.fixture
def row_file(tmp_path):
    """Write rows as JSON lines."""

    def write(*rows, name="rows.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def message(qtbot):
    """Wait for the one message box, close it, and give its text."""

    def read():
        qtbot.waitUntil(lambda: bool(messages()), timeout=10_000)
        (box,) = messages()
        box.close()
        return box.text()

    return read
