import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from real_desktop.core.records import Choice
from real_desktop.gui.answer_bar import LinkButton
from real_desktop.gui.answer_button import CHOSEN_MS
from tests.gui.hands import texts_of


def buttons(window):
    return window.labeling.answers._buttons


def test_left_stands_left_and_right_stands_right(window):
    places = [
        button.mapTo(window, button.rect().center()).x() for button in buttons(window).values()
    ]
    assert list(buttons(window)) == [Choice.LEFT, Choice.TIE, Choice.BOTH_BAD, Choice.RIGHT]
    assert places == sorted(places)


def test_the_chosen_answer_is_marked_for_a_moment(window, qtbot):
    button = buttons(window)[Choice.TIE]
    before = button.grab().toImage()
    button.click()
    assert button.grab().toImage() != before
    qtbot.wait(CHOSEN_MS + 100)
    assert button.grab().toImage() == before


def test_the_undo_line_names_what_it_would_undo(window, answer):
    undo = window.labeling.answers.findChildren(LinkButton)[0]
    assert not undo.isEnabled()
    answer(window, Qt.Key.Key_T)
    assert undo.isEnabled()
    assert undo.accessibleName() == "Undo: tie on #1"
    assert "Undo: tie on #1" in texts_of(undo)


@pytest.mark.parametrize("index", [0, 1])
def test_a_click_on_a_smaller_action_does_it(window, qtbot, answer, index):
    answer(window, Qt.Key.Key_T)
    button = window.labeling.answers.findChildren(LinkButton)[index]
    with qtbot.waitSignal(window.judging.stepped):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    progress = window.judging.step.progress
    assert (progress.judged, progress.skipped) == [(0, 0), (1, 1)][index]


def test_answers_are_disabled_where_there_is_no_pair(window):
    window.show_overview()
    assert not any(button.isEnabled() for button in buttons(window).values())
    assert not any(link.isEnabled() for link in window.labeling.answers.findChildren(LinkButton))
