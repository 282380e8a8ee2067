"""What an import beside a window costs the person who judges: keys and the event loop."""

import sys
import time

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from real_desktop.__main__ import main
from real_desktop.session.desk import Desk
from real_desktop.session.settings import Settings
from real_desktop.session.settings_file import save_settings
from tests.benchmarks.test_import_speed import made_file
from tests.benchmarks.timing import p50_p99_ms, shown
from tests.gui.hands import import_dialog
from tests.projects import project_with_pairs
from tests.window import Person, forget_settings

RESPONSES = 20_000
BEAT_MS = 5
MOST_LATE_MS = 100
MOST_COMMIT_MS = 50


class Beats(QObject):
    """How late the event loop is each time that it should beat."""

    def __init__(self):
        super().__init__()
        self.late = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._clock.start()
        self._timer.start(BEAT_MS)

    def _note(self):
        self.late.append(self._clock.restart() - BEAT_MS)


@pytest.fixture
def measured(qapp, tmp_path, monkeypatch):
    """The seconds from key to COMMIT, and the lateness of the loop while reading and importing."""
    forget_settings(str(tmp_path))
    save_settings(Settings(guard_ms=0))
    project = project_with_pairs(tmp_path / "work.real", 3_000, 500)
    file = made_file(tmp_path / "made.jsonl", RESPONSES)
    committed, times, late = [], [], {}
    step_of = Desk._step

    def note_commit(desk, *arguments):
        committed.append(time.perf_counter())
        return step_of(desk, *arguments)

    monkeypatch.setattr(Desk, "_step", note_commit)

    def import_and_judge(window):
        yield lambda: window.pages.currentWidget() is window.labeling
        yield lambda: "real_desktop.session.import_review" in sys.modules
        beats = Beats()
        window.files.drop([file])
        dialog = import_dialog()
        yield lambda: dialog.review is not None and dialog.review.is_counted
        late["reading and counting"] = list(beats.late)
        beats.late.clear()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        yield lambda: window.files.jobs.is_running
        window.activateWindow()
        yield window.isActiveWindow
        while window.files.jobs.is_running:
            before, pressed = window.judging.step, time.perf_counter()
            QTest.keyClick(window, Qt.Key.Key_1)
            yield (
                lambda before=before: (
                    window.judging.step is not before or not window.files.jobs.is_running
                )
            )
            # At its end the import shows the overview, where a key judges nothing.
            if window.judging.step is not before:
                times.append(committed[-1] - pressed)
        late["importing and judging"] = list(beats.late)

    person = Person(import_and_judge)
    assert main([str(project)]) == 0
    person.check()
    return times, late


def test_keys_and_the_event_loop_do_not_wait_for_an_import(measured, table):
    times, late = measured
    p50, p99 = p50_p99_ms(times)
    name = f"key press to COMMIT beside an import ({len(times)} judgements)"
    table.append((name, shown(p50, p99)))
    for what, beats in late.items():
        latest = ", ".join(map(str, sorted(beats)[-4:]))
        table.append((f"the event loop while {what}", f"latest beats {latest} ms"))
    assert len(times) > 20
    assert p99 < MOST_COMMIT_MS
    assert all(max(beats) < MOST_LATE_MS for beats in late.values())
