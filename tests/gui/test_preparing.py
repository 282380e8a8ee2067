import multiprocessing
import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import Qt

from real_desktop.gui import notifier
from real_desktop.gui.preparing import done_in_words
from real_desktop.session import embedding
from real_desktop.session.embedding import EmbedReport
from tests.embedding.fake_encoder import load_fake, refuse_to_load
from tests.gui.hands import CONTROL, button, is_at_rest, messages, rows_of, texts_of
from tests.window import press

MANY = [(f"Question {i}?", [f"Answer {i} {k}." for k in range(4)]) for i in range(60)]
VECTORS = "SELECT count(*) AS n FROM embeddings"


@pytest.fixture
def told(monkeypatch):
    """What was told to somebody at another window."""
    found = []
    monkeypatch.setattr(notifier.Notifier, "tell", lambda _self, *said: found.append(said))
    return found


@pytest.fixture
def embedding_window(open_window, make_project, fake_model, monkeypatch, qtbot):
    """A window that embeds 240 texts, in the midst of it."""
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 16)
    path = make_project(MANY, is_bare=True)
    fake_model(partial(load_fake, seconds=0.1))
    window = open_window(path)
    window.files.prepare()
    qtbot.waitUntil(lambda: "16 of 240 texts" in " ".join(texts_of(window.job)), timeout=20_000)
    return window


@pytest.fixture
def paused(embedding_window, qtbot):
    """The same, paused by its key."""
    press(embedding_window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: texts_of(embedding_window.job)[0].startswith("Paused at "))
    return embedding_window


def stored(window):
    read = "SELECT count(*) FROM embeddings"
    return window.files.session.run(1, lambda project: project.db.execute(read).fetchone()[0])


def test_a_pause_rests_after_what_is_under_way_and_says_where(paused, qtbot):
    count = stored(paused)
    assert 16 <= count < 240
    assert texts_of(paused.job)[0] == f"Paused at {count} of 240 texts"
    qtbot.wait(300)
    assert stored(paused) == count
    assert paused.actions_by_id["project.pause"].text() == "Continue embedding"
    assert button(paused.job, "Continue").isEnabled()


def test_nothing_computes_while_paused(paused, qtbot):
    (worker,) = multiprocessing.active_children()
    before, own = cpu_seconds(worker.pid), time.thread_time()
    qtbot.wait(500)
    assert worker.is_alive()
    assert cpu_seconds(worker.pid) - before <= 0.02
    assert time.thread_time() - own < 0.25


def cpu_seconds(pid):
    """What a process has used so far, in the steps of 10 ms in which Linux counts."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        pytest.skip("needs /proc")
    return (int(fields[11]) + int(fields[12])) / 100


def test_it_goes_on_to_the_end_and_every_text_is_embedded_once(paused, qtbot, told):
    button(paused.job, "Continue").click()
    assert texts_of(paused.job)[0] == "Embedding"
    qtbot.waitUntil(lambda: paused.pages.currentWidget() is paused.labeling, timeout=20_000)
    qtbot.waitUntil(lambda: not paused.files.jobs.is_running)
    assert not paused.actions_by_id["project.pause"].isEnabled()
    assert paused.actions_by_id["project.pause"].text() == "Pause embedding"
    path = paused.files.session.path
    paused.close()
    assert rows_of(path, VECTORS)[0]["n"] == 240
    ((title, text),) = told
    assert title == "own: embedding is done"
    assert text.startswith("240 texts embedded in ")
    assert text.endswith("; 63 pairs are ready to judge.")


def test_a_paused_job_is_cancelled_and_the_next_one_embeds_what_is_missing(
    paused, fake_model, qtbot, told
):
    path, count = paused.files.session.path, stored(paused)
    with qtbot.waitSignal(paused.files.jobs.ended):
        button(paused.job, "Cancel").click()
    qtbot.waitUntil(lambda: f"{240 - count} texts to embed" in texts_of(paused.overview))
    assert told == []
    fake_model()
    paused.files.prepare()
    qtbot.waitUntil(lambda: not paused.files.jobs.is_running, timeout=20_000)
    assert told[0][1].startswith(f"{240 - count} texts embedded in ")
    paused.close()
    assert rows_of(path, VECTORS)[0]["n"] == 240


def test_quitting_while_paused_is_quick_and_leaves_no_process(paused):
    path, count = paused.files.session.path, stored(paused)
    began = time.monotonic()
    paused.close()
    assert time.monotonic() - began < 3
    assert multiprocessing.active_children() == []
    assert not [t for t in threading.enumerate() if t.name in ("job", "project")]
    assert rows_of(path, VECTORS)[0]["n"] == count


def test_a_project_closed_while_paused_goes_on_later_with_what_is_missing(
    paused, fake_model, qtbot, told
):
    path, count = paused.files.session.path, stored(paused)
    paused.files.close_project()
    qtbot.waitUntil(lambda: paused.files.session is None)
    assert not paused.job.isVisible()
    paused.files.open_project(path)
    qtbot.waitUntil(lambda: is_at_rest(paused))
    assert f"{240 - count} texts to embed" in texts_of(paused.overview)
    fake_model()
    paused.files.prepare()
    qtbot.waitUntil(lambda: not paused.files.jobs.is_running, timeout=20_000)
    assert told[0][1].startswith(f"{240 - count} texts embedded in ")


def test_the_first_pairs_are_judged_while_the_rest_is_paused(
    open_window, make_project, fake_model, monkeypatch, qtbot, answer, told
):
    monkeypatch.setattr(embedding, "FIRST_BLOCK", 32)
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 16)
    fake_model(partial(load_fake, seconds=0.2))
    window = open_window(make_project(MANY, is_bare=True))
    window.files.prepare()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling, timeout=20_000)
    window.files.jobs.toggle_pause()
    qtbot.waitUntil(lambda: texts_of(window.job)[0].startswith("Paused"))
    qtbot.waitUntil(lambda: window.judging.step.pair is not None)
    answer(window, Qt.Key.Key_1)
    assert window.judging.step.progress.judged == 1
    window.files.jobs.toggle_pause()
    qtbot.waitUntil(lambda: not window.files.jobs.is_running, timeout=20_000)
    assert told[0][1].endswith("; 63 pairs are ready to judge.")


def test_a_pause_while_the_model_is_loaded_rests_before_the_first_text(
    open_window, bare_project, fake_model, qtbot
):
    fake_model()
    window = open_window(bare_project)
    window.files.prepare()
    window.files.jobs.toggle_pause()
    qtbot.waitUntil(lambda: texts_of(window.job)[0].startswith("Paused"), timeout=20_000)
    assert stored(window) == 0
    window.files.jobs.toggle_pause()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling, timeout=20_000)


def test_other_jobs_cannot_be_paused(window, tmp_path, choose_files, message):
    choose_files(to_save=tmp_path / "copy.real")
    window.project.save_copy()
    assert not window.job._pause.isVisibleTo(window.job)
    assert not window.actions_by_id["project.pause"].isEnabled()
    message()


def test_a_failure_is_told_too(open_window, bare_project, fake_model, message, told):
    fake_model(refuse_to_load)
    window = open_window(bare_project)
    window.files.prepare()
    assert "model is not there" in message()
    assert told == [("own: embedding has stopped", "The model is not there.")]


def test_a_job_of_another_kind_tells_nobody_that_it_failed(
    window, tmp_path, choose_files, message, told
):
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing more")
    choose_files([broken])
    window.vectors.add()
    message()
    assert told == []
    assert messages() == []


@pytest.mark.parametrize(
    ("did", "pairs", "words"),
    [
        ((1_240, 0, 198, 2.4), 620,
         "1,240 texts embedded in 3 min 20 s; 620 pairs are ready to judge."),
        ((1, 2, 1, 1), 1,
         "1 text embedded in 2 s, 2 texts without a usable vector; 1 pair is ready to judge."),
        ((0, 0, 0, 0), 5, "Every text had its vector already; 5 pairs are ready to judge."),
        ((7, 0, 3, 1), 0, "7 texts embedded in 4 s; the pairs are ready to judge."),
    ],
)  # fmt: skip
def test_what_a_run_did_in_words(did, pairs, words):
    embedded, failed, seconds, load_seconds = did
    report = EmbedReport("model", "cpu", "float32", embedded=embedded, failed=failed)
    report.seconds, report.load_seconds = seconds, load_seconds
    assert done_in_words(report, pairs) == words
