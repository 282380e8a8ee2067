"""What the dialog that chooses pairs costs: until it is there, and the event loop beside it."""

import sys
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from real_desktop.__main__ import main
from real_desktop.core.progress import drained
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.session import new_session
from real_desktop.store import vectors
from real_desktop.store.thread import Priority
from real_desktop.store.vectors import EmbeddedText, ModelRow
from tests.benchmarks.test_importing_in_a_window import MOST_LATE_MS, Beats
from tests.gui.hands import write_rows
from tests.window import Person, forget_settings

PROMPTS, RESPONSES, DIMENSION = 5_000, 8, 384
MOST_OPEN_S = 0.5
CHANGES = 20


@pytest.fixture
def project(tmp_path):
    """A project of 40,000 responses with random vectors."""
    sets = [
        (f"Question {n}?", [f"Answer {k} to question {n}." for k in range(RESPONSES)])
        for n in range(PROMPTS)
    ]
    path = tmp_path / "large.real"
    with new_session(path) as session:
        files = drained(survey_files([write_rows(tmp_path / "rows.jsonl", sets)]))
        drained(import_files(session, files.sources))
        session.run(Priority.CHUNK, _embed)
    return path


def _embed(project):
    row = ModelRow("made", "made", DIMENSION, 256, "float32", "window", "cpu")
    model_id = vectors.add_model(project, row)
    hashes = [one.text_hash for one in vectors.pending_texts(project, model_id)]
    made = np.random.default_rng(0).standard_normal((len(hashes), DIMENSION), np.float32)
    made = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)
    embedded = [EmbeddedText(one, vector, 9) for one, vector in zip(hashes, made, strict=True)]
    vectors.add_vectors(project, model_id, embedded, {})


@pytest.fixture
def measured(qapp, tmp_path, project):
    """Seconds until the dialog and its preview are there, and how late the loop was."""
    forget_settings(str(tmp_path))
    seconds, late = {}, {}

    def choose(window):
        yield lambda: window.judging.step is not None
        yield lambda: "real_desktop.session.selection_preview" in sys.modules
        waited = time.perf_counter()
        yield lambda: time.perf_counter() - waited > 0.5
        beats, began = Beats(), time.perf_counter()
        QTest.keyClick(
            window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.ShiftModifier,
        )  # fmt: skip
        yield lambda: window.selecting._dialog is not None
        seconds["until the dialog is there"] = time.perf_counter() - began
        dialog = window.selecting._dialog
        yield lambda: dialog._preview is not None
        seconds["until its first preview is there"] = time.perf_counter() - began
        late["the first preview is computed"] = list(beats.late)
        beats.late.clear()
        for seed in range(1, CHANGES + 1):
            at = time.perf_counter()
            dialog._form._seed.setValue(seed)
            yield lambda at=at: time.perf_counter() - at > 0.3
        yield lambda: dialog._preview is not None
        late["20 changes follow each other"] = list(beats.late)
        dialog.reject()

    person = Person(choose)
    assert main([str(project)]) == 0
    person.check()
    return seconds, late


@pytest.mark.long  # the limit does not hold in every run yet, so it is run by hand until it does
def test_the_dialog_is_there_at_once_and_the_loop_waits_for_no_preview(measured, table):
    seconds, late = measured
    for what, found in seconds.items():
        table.append((f"choosing among 40,000 responses: {what}", f"{found * 1000:.0f} ms"))
    for what, beats in late.items():
        latest = ", ".join(map(str, sorted(beats)[-4:]))
        table.append((f"the event loop while {what}", f"latest beats {latest} ms"))
    assert seconds["until the dialog is there"] < MOST_OPEN_S
    assert all(max(beats) < MOST_LATE_MS for beats in late.values())
