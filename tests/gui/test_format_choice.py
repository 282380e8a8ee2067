import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel

from real_desktop.formats.exports import EXPORTS
from real_desktop.gui.format_choice import FormatChoice, FormatRow
from tests.gui.hands import click, point_in


@pytest.fixture
def choice(qtbot):
    made = FormatChoice("trl")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.mark.parametrize("name", [*EXPORTS, "unknown", ""])
def test_one_is_chosen_from_the_start(qtbot, name):
    made = FormatChoice(name)
    qtbot.addWidget(made)
    assert made.chosen.name == (name if name in EXPORTS else "trl")
    assert sum(row.button.isChecked() for row in made.findChildren(FormatRow)) == 1


@pytest.mark.parametrize("x", [0.01, 0.3, 0.95])
def test_a_click_on_the_sentence_chooses(choice, x):
    row = choice.findChildren(FormatRow)[2]
    (sentence,) = row.findChildren(QLabel)
    click(sentence, point_in(sentence, x, 0.5))
    assert choice.chosen.name == "raw"
    assert row.button.hasFocus()


def test_a_click_right_of_the_title_chooses(choice):
    row = choice.findChildren(FormatRow)[1]
    click(row.button, point_in(row.button, 0.95, 0.5))
    assert choice.chosen.name == "trl-standard"


def test_a_change_is_told_once(choice):
    spy = QSignalSpy(choice.changed)
    rows = choice.findChildren(FormatRow)
    rows[1].button.click()
    assert spy.count() == 1
    rows[1].button.click()
    assert spy.count() == 1


def test_the_sentence_stays_under_the_title_when_the_type_grows(choice, theme, qtbot):
    (row, *_) = choice.findChildren(FormatRow)
    (sentence,) = row.findChildren(QLabel)
    before = sentence.contentsMargins().left()
    theme.set_percent(200)
    qtbot.wait(20)
    assert sentence.contentsMargins().left() == row.button.text_left > before
