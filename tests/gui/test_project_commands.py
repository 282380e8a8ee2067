import sqlite3
from contextlib import closing
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from real_desktop.gui.imports_dialog import ImportEntry, ImportsDialog
from real_desktop.gui.project_settings_dialog import SOMEONE_NEW, ProjectSettingsDialog
from real_desktop.store.import_removal import hide_import
from real_desktop.store.thread import Priority
from tests.gui.conftest import PAIRS
from tests.gui.hands import (
    CONTROL,
    SHIFT,
    confirm_import,
    events_of,
    messages,
    rows_of,
    texts_of,
    write_rows,
)
from tests.window import press


@pytest.fixture
def settings_of(qtbot):
    """Open the project settings by their key."""

    def find(window):
        press(window, Qt.Key.Key_Comma, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: bool(window.findChildren(ProjectSettingsDialog)))
        (dialog,) = window.findChildren(ProjectSettingsDialog)
        return dialog

    return find


@pytest.fixture
def imports_of(qtbot):
    """Open the list of imported files from the menu."""

    def find(window):
        window.actions_by_id["project.imports"].trigger()
        qtbot.waitUntil(lambda: bool(window.findChildren(ImportsDialog)))
        (dialog,) = window.findChildren(ImportsDialog)
        return dialog

    return find


def button(widget, text):
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == text]
    return found


def test_name_and_guidelines_are_saved_and_shown(window, project, settings_of, qtbot):
    dialog = settings_of(window)
    assert dialog._name.text() == "small"
    dialog._name.setText("Kitchen")
    button(dialog, "Start from a template").click()
    assert dialog._guidelines.text.startswith("# Guidelines")
    button(dialog, "Save").click()
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Kitchen (small.real)"))
    window.close()
    ((name,),) = [tuple(row.values()) for row in rows_of(project, "SELECT name FROM project")]
    assert name == "Kitchen"
    assert rows_of(project, "SELECT version FROM guidelines") == [{"version": 1}]


def test_a_judgement_remembers_the_guidelines_it_was_made_by(
    window, project, settings_of, answer, qtbot
):
    answer(window, Qt.Key.Key_1)
    dialog = settings_of(window)
    dialog._guidelines.set_text("Be fair.")
    with qtbot.waitSignal(window.project.changed):
        button(dialog, "Save").click()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    answer(window, Qt.Key.Key_2)
    window.close()
    assert [event["guideline_version"] for event in events_of(project)] == [None, 1]


def test_someone_new_begins_with_the_whole_queue(window, project, settings_of, answer, qtbot):
    answer(window, Qt.Key.Key_1)
    dialog = settings_of(window)
    dialog._who.setCurrentText(SOMEONE_NEW)
    assert dialog._called.text() == ""
    dialog._called.setText("Zoë")
    with qtbot.waitSignal(window.judging.stepped):
        button(dialog, "Save").click()
    assert window.judging.step.progress.annotator == "Zoë"
    assert window.judging.step.progress.judged == 0
    assert "Zoë" in texts_of(window.labeling.header)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    answer(window, Qt.Key.Key_2)
    window.close()
    names = rows_of(project, "SELECT name FROM events JOIN annotators ON annotators.id ="
                    " annotator_id ORDER BY seq")  # fmt: skip
    assert [row["name"] for row in names] == ["Annotator 1", "Zoë"]


def test_a_name_that_is_taken_stays_in_the_dialog_to_be_mended(window, settings_of, qtbot):
    dialog = settings_of(window)
    dialog._who.setCurrentText(SOMEONE_NEW)
    dialog._called.setText("Annotator 1")
    button(dialog, "Save").click()
    qtbot.waitUntil(lambda: any("in this project already" in t for t in texts_of(dialog)))
    assert dialog.isVisible()
    assert button(dialog, "Save").isEnabled()
    dialog.reject()


def test_the_files_are_listed_and_a_judged_one_cannot_be_deleted(window, imports_of, answer):
    answer(window, Qt.Key.Key_1)
    dialog = imports_of(window)
    (entry,) = dialog.findChildren(ImportEntry)
    said = " ".join(texts_of(entry))
    assert "small.jsonl" in said
    assert f"{PAIRS} prompts, {3 * PAIRS} responses" in said
    assert "events are never deleted" in said
    assert not entry.removal.isEnabled()
    dialog.reject()


def test_a_file_is_deleted_only_after_a_question(window, project, imports_of, qtbot):
    for verb, is_gone in (("Cancel", False), ("Delete", True)):
        (entry,) = imports_of(window).findChildren(ImportEntry)
        entry.removal.click()
        qtbot.waitUntil(lambda: bool(messages()))
        (box,) = messages()
        assert f"{PAIRS} prompts and {3 * PAIRS} responses of small.jsonl" in box.text()
        assert f"with {PAIRS} pairs that nobody has judged" in box.text()
        next(b for b in box.buttons() if b.text().replace("&", "") == verb).click()
        qtbot.waitUntil(lambda: not window.files.is_busy)
        qtbot.wait(80)
        total = window.judging.step.progress.total
        assert total == (0 if is_gone else PAIRS)
    window.show_overview()
    qtbot.waitUntil(lambda: any("no responses yet" in t for t in texts_of(window.overview)))
    window.close()
    assert rows_of(project, "SELECT count(*) AS n FROM responses") == [{"n": 0}]


def test_the_list_of_files_says_how_to_fill_it(
    open_window, tmp_path, choose_files, imports_of, qtbot
):
    window = open_window()
    choose_files(to_save=tmp_path / "empty.real")
    window.files.new()
    qtbot.waitUntil(lambda: window.judging.step is not None and not window.files.is_busy)
    dialog = imports_of(window)
    assert "No file has been imported yet." in texts_of(dialog)
    choose_files([write_rows(tmp_path / "rows.jsonl", [("Q?", ["a", "b"])])])
    button(dialog, "Import responses…").click()
    confirm_import(qtbot)
    qtbot.waitUntil(
        lambda: any("1 prompt with 2 responses" in t for t in texts_of(window.overview))
    )


def test_a_copy_is_saved_and_the_open_project_stays(
    window, project, tmp_path, choose_files, answer, message
):
    answer(window, Qt.Key.Key_1)
    choose_files(to_save=tmp_path / "copies" / "mine")
    (tmp_path / "copies").mkdir()
    press(window, Qt.Key.Key_S, CONTROL | SHIFT)
    assert str(tmp_path / "copies" / "mine.real") in message()
    assert window.files.session.path == project
    assert len(events_of(tmp_path / "copies" / "mine.real")) == 1


def test_a_copy_over_a_file_is_refused_with_a_sentence(
    window, project, choose_files, message, tmp_path
):
    other = tmp_path / "there.real"
    other.write_text("mine")
    choose_files(to_save=other)
    window.project.save_copy()
    assert "exists already" in message()
    assert other.read_text() == "mine"


def test_recent_projects_open_from_the_menu(open_window, project, tmp_path, qtbot):
    window = open_window(project)
    window.files.close_project()
    window.recent.fill()
    texts = [action.text() for action in window.recent.actions() if action.text()]
    assert texts == [f"small   {project.parent}", "Empty this list"]
    window.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.files.session is not None)
    assert window.files.session.path == project


def test_an_emptied_list_says_what_it_is_for(open_window, project, qtbot):
    window = open_window(project)
    window.files.close_project()
    window.recent.fill()
    window.recent.actions()[-1].trigger()
    window.recent.fill()
    (only,) = window.recent.actions()
    assert only.text() == "Projects you open are listed here"
    assert not only.isEnabled()
    qtbot.wait(1)
    assert "small" not in texts_of(window.welcome)
    assert "Projects you open are listed here." in texts_of(window.welcome)
    assert project.exists()


def test_the_recent_menu_stands_in_the_file_menu_while_nothing_runs(window):
    (menu,) = [m for m in window.menuBar().actions() if m.text() == "&File"]
    entries = [action.text() for action in menu.menu().actions()]
    assert entries.index("Open recent") == entries.index("Open…") + 1
    assert window.recent.isEnabled()


def test_about_names_every_version_and_copies_them(welcome, qtbot):
    welcome.show_about()
    (box,) = messages()
    with closing(sqlite3.connect(":memory:")) as connection:
        engine = connection.execute("SELECT sqlite_version()").fetchone()[0]
    assert f"SQLite engine {engine}" in box.text()
    copy = next(b for b in box.buttons() if b.text().replace("&", "") == "Copy versions")
    copy.click()
    assert f"SQLite engine {engine}" in QApplication.clipboard().text()
    qtbot.waitUntil(lambda: not [w for w in messages() if isinstance(w, QMessageBox)])


def test_a_second_press_while_the_settings_are_read_shows_one_dialog(window, settings_of, qtbot):
    for _ in range(3):
        window.project.settings()
    qtbot.waitUntil(lambda: bool(window.findChildren(ProjectSettingsDialog)))
    qtbot.wait(50)
    (dialog,) = window.findChildren(ProjectSettingsDialog)
    dialog.reject()


def test_what_is_saved_after_the_dialog_was_left_is_shown_all_the_same(
    window, project, settings_of, qtbot
):
    dialog = settings_of(window)
    dialog._name.setText("Kitchen")
    button(dialog, "Save").click()
    dialog.reject()
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Kitchen"))


def test_dialogs_of_a_project_go_with_it(
    window, project, tmp_path, imports_of, qtbot, make_project
):
    other = make_project([("Other?", ["a", "b"])])
    (entry,) = imports_of(window).findChildren(ImportEntry)
    entry.removal.click()
    qtbot.waitUntil(lambda: bool(messages()))
    window.files.open_project(other)
    qtbot.waitUntil(lambda: window.files.session.path == other)
    qtbot.waitUntil(lambda: not messages())
    window.close()
    assert rows_of(other, "SELECT count(*) AS n FROM prompts") == [{"n": 1}]
    assert rows_of(project, "SELECT count(*) AS n FROM prompts") == [{"n": PAIRS}]


def test_an_answer_to_a_pair_whose_file_was_deleted_is_refused_with_a_sentence(window, qtbot):
    session = window.files.session
    session.run(Priority.JUDGE, partial(hide_import, import_id=1))
    press(window, Qt.Key.Key_1)
    qtbot.waitUntil(window.labeling.banner.isVisible)
    assert "deleted with its file" in " ".join(texts_of(window.labeling.banner))
    window.judging.resume()
    qtbot.waitUntil(lambda: window.judging.step.progress.total == 0)
