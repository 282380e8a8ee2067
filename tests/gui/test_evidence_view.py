from PySide6.QtCore import Qt

from real_desktop.gui.evidence_page import READING
from tests.gui.hands import texts_of

KEY = Qt.Key


def show(window):
    window.actions_by_id["view.evidence"].trigger()


def test_the_page_shows_what_was_judged(window, answer, qtbot):
    answer(window, KEY.Key_T)
    show(window)
    assert window.pages.currentWidget() is window.evidence
    qtbot.waitUntil(lambda: "Ties" in texts_of(window.evidence))
    assert "100 %" in texts_of(window.evidence)


def test_it_follows_the_labels_and_does_not_leave_the_screen(window, answer, qtbot):
    answer(window, KEY.Key_T)
    show(window)
    qtbot.waitUntil(lambda: "100 %" in texts_of(window.evidence))
    window.judging.undo()
    qtbot.waitUntil(lambda: not any("Ties" in text for text in texts_of(window.evidence)))
    assert window.pages.currentWidget() is window.evidence


def test_nothing_is_read_while_another_page_is_shown(window, answer, monkeypatch, qtbot):
    monkeypatch.setattr("real_desktop.gui.evidence_view.read_labels", lambda _session: 1 / 0)
    answer(window, KEY.Key_T)
    window.show_overview()
    with qtbot.waitSignal(window.judging.stepped):
        window.judging.undo()
    qtbot.wait(20)


def test_another_project_begins_anew(window, bare_project, answer, qtbot):
    answer(window, KEY.Key_T)
    show(window)
    qtbot.waitUntil(lambda: "100 %" in texts_of(window.evidence))
    window.files.open_project(bare_project)
    qtbot.waitUntil(lambda: texts_of(window.evidence)[1:] == [READING])


def test_a_project_closed_while_it_is_read_is_no_error(window, answer, qtbot):
    answer(window, KEY.Key_T)
    errors = []
    window.files.failed.connect(errors.append)
    show(window)
    window.files.close_project()
    qtbot.wait(100)
    assert errors == []
    assert window.pages.currentWidget() is window.welcome


def test_without_a_project_there_is_nothing_to_show(welcome):
    assert not welcome.actions_by_id["view.evidence"].isEnabled()
