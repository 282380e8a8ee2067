import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.overview_page import StageRow
from real_desktop.gui.panel import KeyCap
from real_desktop.session import places
from tests.gui.conftest import PAIRS
from tests.gui.hands import confirm_export, is_at_rest, texts_of
from tests.window import press

CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(window):
    """What each stage of the overview says, and the button it offers, if it can be pressed."""
    found = {}
    for row in window.overview.findChildren(StageRow):
        title, state, *_ = texts_of(row)
        button = row.findChildren(QPushButton)[-1]
        is_offered = button.isVisibleTo(row) and button.isEnabled()
        found[title] = (state, button if is_offered else None)
    return found


def primary(window):
    buttons = window.overview.findChildren(BigButton)
    return [b.text() for b in buttons if b._is_primary and b.isVisibleTo(window.overview)]


def overview_of(window, qtbot):
    window.show_overview()
    qtbot.wait(50)
    return rows(window)


def test_a_project_that_is_prepared_opens_at_its_pair(window):
    assert window.pages.currentWidget() is window.labeling
    assert window.windowTitle().startswith("small · REAL Desktop")


def test_a_bare_project_opens_at_the_overview_with_the_next_step(open_window, bare_project):
    window = open_window(bare_project)
    assert window.pages.currentWidget() is window.overview
    found = rows(window)
    assert found["Responses"][0] == f"{PAIRS} prompts with {3 * PAIRS} responses, from 1 file"
    assert found["Embedding"][0] == f"{3 * PAIRS} texts to embed"
    assert found["Embedding"][1]
    assert found["Pairs"][0] == "no pairs chosen yet"
    assert found["Pairs"][1].text() == "Choose pairs…"
    assert found["Judging"] == ("choose pairs first", None)
    assert found["Export"] == ("judge some pairs first", None)
    assert primary(window) == ["Embed and choose pairs"]


def test_the_overview_counts_what_was_judged(window, answer, qtbot):
    for key in (Qt.Key.Key_1, Qt.Key.Key_T, Qt.Key.Key_S):
        answer(window, key)
    found = overview_of(window, qtbot)
    assert found["Embedding"][0] == "every text has its vector"
    assert found["Pairs"][0] == f"{PAIRS} pairs chosen"
    assert found["Judging"][0] == f"2 of {PAIRS} pairs judged, 1 skipped"
    assert found["Export"][0] == "1 decisive label for training"
    assert found["Export"][1]
    assert primary(window) == ["Judge"]


def test_one_of_a_thing_is_in_the_singular(open_window, make_project, qtbot):
    window = open_window(make_project([("One?", ["a", "b"])]))
    found = overview_of(window, qtbot)
    assert found["Responses"][0] == "1 prompt with 2 responses, from 1 file"
    assert found["Pairs"][0] == "1 pair chosen"


def test_the_stages_do_what_they_say(window, answer, qtbot, choose_files, message, tmp_path):
    answer(window, Qt.Key.Key_1)
    found = overview_of(window, qtbot)
    choose_files(to_save=tmp_path / "out.jsonl")
    found["Export"][1].click()
    confirm_export()
    assert "1 row written" in message()
    with qtbot.waitSignal(window.judging.stepped):
        found["Judging"][1].click()
    assert window.pages.currentWidget() is window.labeling


def test_the_overview_and_the_judging_are_one_key_apart(window, qtbot):
    press(window, Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.pages.currentWidget() is window.overview
    press(window, Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling)


def test_recent_projects_are_offered_the_last_one_first(window, project, qtbot, make_project):
    other = make_project([("One?", ["a", "b"])])
    window.files.open_project(other)
    qtbot.waitUntil(lambda: is_at_rest(window) and window.windowTitle().startswith("own"))
    window.files.close()
    qtbot.wait(1)
    assert places.recent_projects() == [other, project]
    names = [n for n in texts_of(window.welcome) if n in ("own", "small")]
    assert names == ["own", "small"]


def test_a_recent_project_opens_by_a_click(open_window, project, qtbot):
    places.remember_project(project)
    window = open_window()
    entry = next(b for b in window.welcome.findChildren(BigButton) if str(project) in b.toolTip())
    entry.click()
    entry.click()
    qtbot.waitUntil(lambda: is_at_rest(window))
    assert window.files.session.path == project


def test_a_project_that_is_gone_is_not_offered(open_window, project):
    places.remember_project(project)
    project.unlink()
    assert "small" not in texts_of(open_window().welcome)


def test_the_finished_page_offers_only_what_is_of_use(window, answer):
    def offered():
        buttons = window.finished.findChildren(QPushButton)
        return [b.text() for b in buttons if b.isVisibleTo(window.finished)]

    for _ in range(PAIRS):
        answer(window, Qt.Key.Key_T)
    assert offered() == [
        "Export for training…", "Choose more pairs…", "Project overview",
        f"Undo: tie on #{PAIRS}",
    ]  # fmt: skip
    assert f"{PAIRS} of {PAIRS} judged." in texts_of(window.finished)


def test_the_buttons_of_the_finished_page_work(window, answer, qtbot):
    for _ in range(PAIRS):
        answer(window, Qt.Key.Key_1)
    buttons = {b.text(): b for b in window.finished.findChildren(QPushButton)}
    buttons["Project overview"].click()
    assert window.pages.currentWidget() is window.overview
    window.show_judging()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.finished)
    with qtbot.waitSignal(window.judging.stepped):
        buttons[f"Undo: left on #{PAIRS}"].click()
    assert window.pages.currentWidget() is window.labeling


def test_a_finished_project_opens_at_its_finished_page(window, project, open_window, answer):
    for _ in range(PAIRS):
        answer(window, Qt.Key.Key_1)
    window.close()
    again = open_window(project)
    assert again.pages.currentWidget() is again.finished


@pytest.mark.parametrize(
    ("name", "words"),
    [("show_keys", ["Left is better", "1 or Left"]), ("show_about", ["SQLite", "torch"])],
)
def test_help_shows_itself(welcome, qtbot, name, words):
    getattr(welcome, name)()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    caps = [cap._key for cap in dialog.findChildren(KeyCap)]
    said = " ".join([*texts_of(dialog), *caps])
    assert all(word in said for word in words)
    dialog.close()
    qtbot.wait(1)
