"""What embedding costs the person at the window, and what a pause leaves running."""

import multiprocessing
import time

import pytest

from real_desktop.__main__ import main
from real_desktop.session.settings import Settings
from real_desktop.session.settings_file import save_settings
from tests.benchmarks.test_importing_in_a_window import MOST_LATE_MS, Beats
from tests.gui.conftest import build
from tests.gui.hands import texts_of
from tests.gui.test_preparing import cpu_seconds
from tests.projects import WORDS
from tests.window import Person, forget_settings

PROMPTS = 150
PAUSE_S = 3.0
AFTER_WORK_S = 0.5
"""The threads of a matrix product look for more work for some 200 ms before they sleep."""
MOST_PAUSED_CPU = 0.02


def text(number):
    return f"{number} " + " ".join(WORDS[(number * k) % len(WORDS)] for k in range(1, 150))


@pytest.fixture
def measured(qapp, tmp_path):
    """How late the loop was while embedding, the processor's share while paused, and the count."""
    forget_settings(str(tmp_path))
    save_settings(Settings(guard_ms=0, device="cpu"))
    sets = [(f"{n}?", [text(4 * n + k) for k in range(4)]) for n in range(PROMPTS)]
    project = build(tmp_path / "work.real", sets, is_bare=True)
    found = {}

    def embed_and_pause(window):
        yield lambda: "…" not in texts_of(window.overview) and window.files.session is not None
        beats = Beats()
        window.files.prepare()
        yield lambda: any(" a second" in said for said in texts_of(window.job))
        window.files.jobs.toggle_pause()
        asked = time.perf_counter()
        yield lambda: texts_of(window.job)[0].startswith("Paused at ")
        found["wait"], found["said"] = time.perf_counter() - asked, texts_of(window.job)[0]
        yield lambda: time.perf_counter() - asked > found["wait"] + AFTER_WORK_S
        (worker,) = multiprocessing.active_children()
        began, before = time.perf_counter(), cpu_seconds(worker.pid)
        yield lambda: time.perf_counter() - began > PAUSE_S
        seconds = time.perf_counter() - began
        found["share"] = (cpu_seconds(worker.pid) - before) / seconds
        window.files.jobs.toggle_pause()
        yield lambda: not window.files.jobs.is_running
        found["late"] = list(beats.late)

    person = Person(embed_and_pause)
    assert main([str(project)]) == 0
    person.check()
    return found


def test_the_event_loop_does_not_wait_for_embedding_and_a_pause_is_one(measured, table):
    latest = sorted(measured["late"])[-4:]
    table.append(("the event loop while embedding", f"latest beats {latest} ms"))
    table.append(("from the key to the rest", f"{measured['wait']:.1f} s, {measured['said']}"))
    table.append(("the worker while paused", f"{measured['share']:.1%} of a core"))
    assert measured["share"] <= MOST_PAUSED_CPU
    assert max(measured["late"]) < MOST_LATE_MS
