"""How long a judgement takes: to the disk, and until the next pair is painted."""

import sqlite3
import time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest

from real_desktop.__main__ import main
from real_desktop.session.desk import Desk
from real_desktop.session.settings import Settings
from real_desktop.session.settings_file import save_settings
from tests.benchmarks.timing import p50_p99_ms, shown
from tests.projects import project_with_pairs
from tests.window import Person, forget_settings

JUDGEMENTS = 500
CHARACTERS = 2_000


class PaintTimes(QObject):
    """When each of the two texts was painted last."""

    def __init__(self, *views):
        super().__init__()
        self.last = dict.fromkeys((view.viewport() for view in views), 0.0)
        for viewport in self.last:
            viewport.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched in self.last:
            self.last[watched] = time.perf_counter()
        return False

    def are_after(self, moment):
        return min(self.last.values()) > moment


@pytest.fixture
def judged(qapp, tmp_path, monkeypatch):
    """The times of many judgements in a real window: pressed, committed, painted."""
    forget_settings(str(tmp_path))
    save_settings(Settings(guard_ms=0))
    project = project_with_pairs(tmp_path / "bench.real", JUDGEMENTS + 1, CHARACTERS)
    committed_at, times = [], []
    step_of = Desk._step

    def note_commit(desk, *arguments):
        committed_at.append(time.perf_counter())
        return step_of(desk, *arguments)

    monkeypatch.setattr(Desk, "_step", note_commit)

    def judge(window):
        yield lambda: window.pages.currentWidget() is window.labeling
        paints = PaintTimes(window.labeling.left.text, window.labeling.right.text)
        yield lambda: True
        for number in range(JUDGEMENTS):
            before, pressed = window.judging.step, time.perf_counter()
            QTest.keyClick(window, Qt.Key.Key_1 if number % 2 else Qt.Key.Key_2)
            yield lambda before=before: window.judging.step is not before
            shown_at = committed_at[-1]
            yield lambda shown_at=shown_at: paints.are_after(shown_at)
            times.append((pressed, committed_at[-1], max(paints.last.values())))

    person = Person(judge)
    assert main([str(project)]) == 0
    person.check()
    return times


def bare_commits(folder, count):
    """SQLite alone in the same folder with the same pragmas: one row, one commit."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, text TEXT) STRICT")
    times = []
    for _ in range(count):
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO event (text) VALUES (?)", ["x" * 300])
        connection.execute("COMMIT")
        times.append(time.perf_counter() - start)
    connection.close()
    return times


def test_a_key_press_is_on_the_disk_and_the_next_pair_painted(judged, tmp_path, table):
    bare = p50_p99_ms(bare_commits(tmp_path, JUDGEMENTS))
    commit = p50_p99_ms([committed - pressed for pressed, committed, _ in judged])
    paint = p50_p99_ms([painted - pressed for pressed, _, painted in judged])
    table.append(("SQLite commit alone, same pragmas and folder", shown(*bare)))
    table.append(("key press to COMMIT", shown(*commit)))
    table.append((f"key press to next pair painted, {CHARACTERS} characters a side", shown(*paint)))
    assert commit[1] < 10
    assert paint[1] < 50
