import json
import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from real_desktop.session import embedding, places
from tests.embedding.fake_encoder import load_fake, load_slowly
from tests.gui.conftest import SETS
from tests.gui.hands import (
    CONTROL,
    NO_KEY,
    button,
    confirm_export,
    confirm_import,
    events_of,
    export_as_offered,
    export_dialog,
    import_dialog,
    is_at_rest,
    messages,
    rows_of,
    shown,
    texts_of,
    write_rows,
)
from tests.window import press

HOLDER = """
import sys
from pathlib import Path
from real_desktop.session.session import open_session
with open_session(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""

MANY = [(f"Question {i}?", [f"Answer {i} {k}." for k in range(4)]) for i in range(60)]


def missing(path, _project):
    assert not path.exists()


def empty(path, _project):
    path.touch()


def text(path, _project):
    path.write_text("Dear diary, this is no project. " * 100)


def other_sqlite(path, _project):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")


def newer(path, project):
    shutil.copy(project, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


UNUSABLE = {
    missing: "does not exist",
    empty: "is not a REAL Desktop project",
    text: "is not a REAL Desktop project",
    other_sqlite: "is not a REAL Desktop project",
    newer: "newer REAL Desktop",
}


def is_one_sentence(said):
    return said.endswith(".") and not said.endswith("..") and "\n" not in said and ". " not in said


@pytest.mark.parametrize(
    ("damage", "words"), UNUSABLE.items(), ids=lambda v: getattr(v, "__name__", "")
)
def test_what_is_no_project_is_refused_with_a_sentence(
    welcome, project, tmp_path, message, qtbot, damage, words
):
    path = tmp_path / "given.real"
    damage(path, project)
    before = path.read_bytes() if path.exists() else None
    welcome.files.open_paths([path])
    said = message()
    assert words in said
    assert is_one_sentence(said)
    assert welcome.files.session is None
    assert welcome.pages.currentWidget() is welcome.welcome
    assert (path.read_bytes() if path.exists() else None) == before
    assert places.recent_projects() == []


def test_a_project_that_is_open_in_another_process_is_refused(welcome, project, message):
    command = [sys.executable, "-c", HOLDER, str(project)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        welcome.files.open_project(project)
        said = message()
        other.stdin.close()
    assert "open in another window or program" in said
    assert is_one_sentence(said)
    assert welcome.files.session is None


def test_a_refused_project_closes_nothing(window, project, tmp_path, message, answer, qtbot):
    window.files.open_project(tmp_path / "nothing.real")
    assert "does not exist" in message()
    assert window.files.session.path == project
    assert window.pages.currentWidget() is window.labeling
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    answer(window, Qt.Key.Key_1)
    assert places.recent_projects() == [project]


def test_a_project_that_is_open_is_not_opened_again(window, project, answer, qtbot):
    answer(window, Qt.Key.Key_1)
    before = window.files.session
    window.files.open_project(project)
    qtbot.wait(50)
    assert window.files.session is before
    assert messages() == []


def test_importing_a_file_ends_with_a_pair_on_the_screen(
    welcome, tmp_path, choose_files, fake_model, qtbot
):
    source, target = write_rows(tmp_path / "new.jsonl", SETS), tmp_path / "new.real"
    choose_files([source])
    welcome.files.open()
    confirm_import(qtbot)
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    assert welcome.judging.step.progress.total == len(SETS)
    assert welcome.windowTitle().startswith("new")
    qtbot.waitUntil(lambda: not welcome.files.jobs.is_running)
    welcome.close()
    assert rows_of(target, "SELECT count(*) AS n FROM embeddings")[0]["n"] == 3 * len(SETS)
    assert not list(tmp_path.glob("*.real-*"))


def test_a_new_project_is_empty_and_says_how_to_fill_it(welcome, tmp_path, choose_files, qtbot):
    choose_files(to_save=tmp_path / "own")
    press(welcome, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: is_at_rest(welcome))
    assert welcome.pages.currentWidget() is welcome.overview
    assert any("no responses yet; import" in said for said in texts_of(welcome.overview))
    assert welcome.files.session.path == tmp_path / "own.real"


@pytest.mark.parametrize("asks", ["open", "open and import", "add", "export"])
def test_a_cancelled_file_dialog_changes_nothing(
    window, project, tmp_path, choose_files, answer, qtbot, asks
):
    answer(window, Qt.Key.Key_1)
    source = write_rows(tmp_path / "given.jsonl", SETS)
    choose_files([source] if asks == "open and import" else [])
    before = sorted(tmp_path.iterdir())
    {"add": window.files.add, "export": window.exporter.export}.get(asks, window.files.open)()
    if asks == "open and import":
        QTest.keyClick(import_dialog(), Qt.Key.Key_Escape)
    if asks == "export":
        button(export_dialog(), "Choose…").click()
        QTest.keyClick(export_dialog(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.files.jobs.is_running)
    assert sorted(tmp_path.iterdir()) == before
    assert messages() == []
    assert window.files.session.path == project
    assert window.pages.currentWidget() is window.labeling


def test_a_project_is_never_made_over_another_file(
    welcome, project, tmp_path, choose_files, message
):
    before = project.read_bytes()
    choose_files(to_save=project)
    welcome.files.new()
    assert "exists already" in message()
    assert project.read_bytes() == before


def test_rejected_rows_are_shown_on_the_overview(window, row_file, choose_files, fake_model, qtbot):
    good = {"prompt": "A further question?", "responses": ["yes", "no"]}
    bad = [{"prompt": f"Bad {i}?", "responses": ["only one"]} for i in range(7)]
    choose_files([row_file(good, *bad)])
    window.show_overview()
    window.files.add()
    confirm_import(qtbot)
    qtbot.waitUntil(lambda: "1 prompt and 2 responses added" in texts_of(window.overview))
    (rows,) = [said for said in texts_of(window.overview) if "row 2" in said]
    assert rows.splitlines()[0] == "7 rows could not be used:"
    assert len(rows.splitlines()) == 7
    assert rows.splitlines()[-1] == "and 2 more"
    qtbot.waitUntil(lambda: not window.files.jobs.is_running)
    window.close()


def test_an_import_without_rejected_rows_shows_none(window, row_file, choose_files, qtbot):
    choose_files([row_file({"prompt": "A further question?", "responses": ["yes", "no"]})])
    window.show_overview()
    window.files.add()
    with qtbot.waitSignal(window.files.imported):
        confirm_import(qtbot)
    assert not any("could not be used" in said for said in texts_of(window.overview))
    qtbot.waitUntil(lambda: f"{len(SETS) + 1} prompts" in " ".join(texts_of(window.overview)))


def test_the_first_pairs_are_judged_while_the_rest_is_embedded(
    open_window, make_project, fake_model, monkeypatch, qtbot
):
    monkeypatch.setattr(embedding, "FIRST_BLOCK", 32)
    path = make_project(MANY, is_bare=True)
    fake_model(partial(load_fake, seconds=0.5))
    window = open_window(path)
    window.files.prepare()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling, timeout=10_000)
    assert window.files.jobs.is_running
    few = window.judging.step.progress.total
    qtbot.waitUntil(lambda: shown(window) is not None)
    press(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: window.judging.step.progress.judged == 1)
    assert window.files.jobs.is_running
    qtbot.waitUntil(lambda: not window.files.jobs.is_running, timeout=20_000)
    qtbot.waitUntil(lambda: window.judging.step.progress.total > few)
    assert window.pages.currentWidget() is window.labeling
    assert window.judging.step.progress.judged == 1
    window.close()
    assert rows_of(path, "SELECT count(*) AS n FROM embeddings")[0]["n"] == 240


def test_cancel_of_embedding_keeps_what_is_stored_and_the_overview_offers_to_go_on(
    open_window, make_project, fake_model, qtbot
):
    path = make_project(MANY, is_bare=True)
    fake_model(partial(load_fake, seconds=0.2))
    window = open_window(path)
    window.files.prepare()
    qtbot.waitUntil(lambda: "64 of 240 texts" in " ".join(texts_of(window.job)), timeout=10_000)
    with qtbot.waitSignal(window.files.jobs.ended):
        window.job._cancel.click()
    assert messages() == []
    qtbot.waitUntil(lambda: "texts to embed" in " ".join(texts_of(window.overview)))
    assert not window.job.isVisible()
    assert window.actions_by_id["project.select"].isEnabled()
    fake_model()
    window.files.prepare()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling, timeout=10_000)
    window.close()
    assert rows_of(path, "SELECT count(*) AS n FROM embeddings")[0]["n"] == 240


@pytest.mark.parametrize(
    "load", [load_slowly, partial(load_fake, seconds=20)], ids=["loading", "in a batch"]
)
def test_closing_the_window_while_it_embeds_is_quick_and_leaves_no_process(
    open_window, make_project, fake_model, qtbot, load
):
    path = make_project(MANY, is_bare=True)
    fake_model(load)
    window = open_window(path)
    window.files.prepare()
    stage = "Loading the model" if load is load_slowly else "Embedding"
    qtbot.waitUntil(lambda: stage in texts_of(window.job), timeout=10_000)
    (worker,) = multiprocessing.active_children()
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 3
    assert not worker.is_alive()
    assert multiprocessing.active_children() == []
    assert not [t for t in threading.enumerate() if t.name in ("job", "project")]
    assert not list(path.parent.glob("*.real-*"))


def test_judging_goes_on_while_a_job_runs(
    open_window, make_project, row_file, choose_files, fake_model, answer, qtbot
):
    window = open_window(make_project(SETS))
    choose_files([row_file({"prompt": "A further question?", "responses": ["yes", "no"]})])
    window.files.add()
    with qtbot.waitSignal(window.files.imported):
        confirm_import(qtbot)
    qtbot.waitUntil(lambda: not window.files.jobs.is_running)
    assert window.pages.currentWidget() is window.overview
    fake_model(load_slowly)
    window.files.prepare()
    assert not drop_on(window, [window.files.session.path])
    window.show_judging()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling)
    qtbot.waitUntil(window.isActiveWindow)
    answer(window, Qt.Key.Key_1)
    assert window.files.jobs.is_running
    assert window.judging.step.progress.judged == 1
    assert not window.actions_by_id["file.import"].isEnabled()
    assert not window.actions_by_id["file.open"].isEnabled()


def test_a_failing_embedding_is_told_and_what_is_there_stays(
    open_window, bare_project, monkeypatch, message, qtbot
):
    from real_desktop.core.errors import UserError
    from real_desktop.session import preparing

    def refuse(*_arguments):
        raise UserError("the model is not there")

    monkeypatch.setattr(preparing, "project_embedder", refuse)
    window = open_window(bare_project)
    window.files.prepare()
    assert "he model is not there." in message()
    assert window.files.session is not None


def drop_on(window, paths):
    """Drag files over the window and let them go, if it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_KEY)
    enter = QDragEnterEvent(QPoint(50, 50), *how)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *how))
    return enter.isAccepted()


def test_a_dropped_project_is_opened(welcome, project, qtbot):
    assert drop_on(welcome, [project])
    qtbot.waitUntil(lambda: is_at_rest(welcome))
    assert welcome.files.session.path == project


@pytest.mark.parametrize("where", ["the open project", "a new project", "nowhere"])
def test_responses_dropped_on_a_project_go_where_the_person_says(
    window, project, tmp_path, fake_model, qtbot, where
):
    source = write_rows(tmp_path / "more.jsonl", [("A further question?", ["yes", "no"])])
    assert drop_on(window, [source])
    dialog = import_dialog()
    here, new = dialog.findChildren(QRadioButton)
    assert here.isChecked()
    assert here.text() == "Open project: small"
    if where == "a new project":
        new.click()
    if where == "nowhere":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        confirm_import(qtbot)
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not window.files.is_busy, timeout=10_000)
    window.close()
    n = len(SETS) + (where == "the open project")
    assert rows_of(project, "SELECT count(*) AS n FROM prompts") == [{"n": n}]
    assert (tmp_path / "more.real").exists() == (where == "a new project")


def test_dropped_responses_make_a_project(welcome, tmp_path, fake_model, qtbot):
    assert drop_on(welcome, [write_rows(tmp_path / "given.jsonl", SETS)])
    confirm_import(qtbot)
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    assert welcome.files.session.path == tmp_path / "given.real"


def test_another_project_takes_the_place_of_the_present_one(window, project, tmp_path, qtbot):
    other = Path(shutil.copy(project, tmp_path / "other.real"))
    window.files.open_project(other)
    qtbot.waitUntil(lambda: is_at_rest(window) and "other.real" in window.windowTitle())
    assert window.files.session.path == other
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("is_same", [True, False], ids=["the same", "another"])
def test_of_two_projects_opened_at_once_the_last_one_counts(
    welcome, project, tmp_path, qtbot, is_same
):
    second = project if is_same else tmp_path / "second.real"
    if not is_same:
        shutil.copy(project, second)
    welcome.files.open_project(project)
    welcome.files.open_project(second)
    qtbot.waitUntil(lambda: is_at_rest(welcome) or bool(messages()))
    assert messages() == []
    assert welcome.files.session.path == second
    qtbot.wait(30)
    assert [t.name for t in threading.enumerate()].count("project") == 1


def test_closing_the_window_while_a_project_opens_leaves_nothing_open(open_window, project):
    window = open_window()
    window.files.open_project(project)
    window.close()
    assert not [t for t in threading.enumerate() if t.name == "project"]
    assert not list(project.parent.glob("*.real-*"))


def test_closing_the_project_goes_back_to_the_welcome_page(window, project, answer):
    answer(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.files.session is None
    assert window.pages.currentWidget() is window.welcome
    assert window.windowTitle() == "REAL Desktop"
    assert len(events_of(project)) == 1


def test_the_sample_is_ready_to_judge(welcome, fake_model, qtbot):
    welcome.files.sample()
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    assert welcome.judging.step.progress.total >= 8


def test_the_sample_opens_again_where_it_was_left(welcome, fake_model, qtbot, answer):
    welcome.files.sample()
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    answer(welcome, Qt.Key.Key_1)
    press(welcome, Qt.Key.Key_W, CONTROL)
    welcome.files.sample()
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    qtbot.waitUntil(lambda: not welcome.files.jobs.is_running)
    assert messages() == []
    assert welcome.judging.step.progress.judged == 1


@pytest.fixture
def exported(open_window, make_project, tmp_path, choose_files, answer, message):
    """Answer with these keys, export, and give the message and the rows of the file."""

    def export(keys):
        window = open_window(make_project(SETS[: len(keys)]))
        for key in keys:
            answer(window, Qt.Key(ord(key)))
        out = tmp_path / "out.jsonl"
        choose_files(to_save=out)
        export_as_offered(window)
        said = message()
        assert str(out) in said
        return said, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return export


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("1", "1 row written"),
        ("12", "2 rows written"),
        ("1TTBS", "Left out: tie 2, both bad 1, skipped 1."),
    ],
)
def test_an_export_says_how_many_rows_and_what_was_left_out(exported, keys, words):
    said, rows = exported(keys)
    assert words in said
    assert len(rows) == sum(key in "12" for key in keys)
    assert ("Left out" in said) == (len(rows) < len(keys))


def test_an_export_with_nothing_decisive_says_so_and_writes_nothing(
    window, tmp_path, choose_files, answer, qtbot
):
    answer(window, Qt.Key.Key_T)
    choose_files(to_save=tmp_path / "out.jsonl")
    window.exporter.export()
    dialog = export_dialog()
    qtbot.waitUntil(
        lambda: "Nothing to export: no pair is judged left or right." in texts_of(dialog)
    )
    button(dialog, "Choose…").click()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not button(dialog, "Export").isEnabled()
    assert not window.files.jobs.is_running
    assert not list(tmp_path.glob("out*"))
    dialog.close()


def test_an_export_that_is_faster_than_the_count_says_that_there_is_nothing(
    window, tmp_path, choose_files, answer, message
):
    answer(window, Qt.Key.Key_T)
    choose_files(to_save=tmp_path / "out.jsonl")
    export_as_offered(window)
    assert "othing to export" in message()
    assert not list(tmp_path.glob("out*"))


def test_an_export_gets_its_suffix(window, tmp_path, choose_files, answer, message):
    answer(window, Qt.Key.Key_1)
    choose_files(to_save=tmp_path / "out")
    export_as_offered(window)
    message()
    assert (tmp_path / "out.jsonl").exists()


def test_raw_is_exported_without_any_judgement(window, tmp_path, message, qtbot):
    window.exporter.export()
    dialog = export_dialog()
    dialog.findChildren(QRadioButton)[-1].click()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert message().startswith(f"{len(SETS)} rows written to ")
    rows = (tmp_path / "small-raw.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["record"] for row in rows] == ["pair"] * len(SETS)


def test_the_next_export_begins_with_the_format_and_the_folder_of_the_last(
    window, tmp_path, choose_files, message
):
    folder = tmp_path / "exports"
    folder.mkdir()
    window.exporter.export()
    export_dialog().findChildren(QRadioButton)[-1].click()
    choose_files(to_save=folder / "mine.jsonl")
    confirm_export()
    message()
    window.exporter.export()
    dialog = export_dialog()
    assert dialog.findChildren(QRadioButton)[-1].isChecked()
    assert dialog.findChild(QLineEdit).text() == str(folder / "small-raw.jsonl")
    dialog.close()


def test_an_export_that_fails_is_not_remembered(window, tmp_path, answer, choose_files, message):
    answer(window, Qt.Key.Key_1)
    choose_files(to_save=tmp_path / "out.jsonl")
    (tmp_path / "out.jsonl.manifest.json").mkdir()
    export_as_offered(window)
    assert "found a folder" in message()
    window.exporter.export()
    assert export_dialog().findChild(QLineEdit).text() == str(tmp_path / "small-preferences.jsonl")
    export_dialog().close()


def test_closing_the_project_closes_the_dialog_and_the_count_finds_nobody(window, qtbot):
    window.exporter.export()
    dialog = export_dialog()
    window.files.close()
    assert not dialog.isVisible()
    qtbot.wait(50)
    assert messages() == []


def test_a_count_that_comes_after_the_dialog_is_closed_is_dropped(window, qtbot):
    window.exporter.export()
    export_dialog().close()
    qtbot.wait(50)
    window.exporter.export()
    qtbot.waitUntil(lambda: f"Left out: not judged {len(SETS)}." in texts_of(export_dialog()))
    export_dialog().close()
    assert messages() == []
