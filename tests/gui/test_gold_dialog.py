from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from real_desktop.core.records import Outcome
from real_desktop.gui.gold_dialog import NOTHING, READING, GoldDialog
from real_desktop.gui.judged_model import JudgedModel
from real_desktop.gui.table_view import CHECKED, QUIET
from real_desktop.session.judged_pairs import JudgedPair
from tests.gui.hands import button, rows_of, texts_of

ONE = JudgedPair(
    "u1", "Why is the sky blue?", Outcome.A, "Light.", "Ada", "2026-09-01T09:30:00.000Z",
    is_gold=False,
)  # fmt: skip
PAIRS = [
    ONE,
    replace(ONE, uuid="u2", prompt="How long?", outcome=Outcome.TIE, winner="", annotator="Zoë"),
    replace(ONE, uuid="u3", prompt="Which book?", is_gold=True),
]


@pytest.fixture
def model():
    made = JudgedModel()
    made.show_pairs(PAIRS)
    return made


@pytest.fixture
def dialog(window):
    made = GoldDialog(window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.open()
    yield made
    made.close()


def cell(model, row, column, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def shown(model):
    return [cell(model, row, 0) for row in range(model.rowCount())]


def test_rows_say_what_was_asked_answered_by_whom_and_when(model):
    assert [cell(model, 0, column) for column in range(3)] == [
        "Why is the sky blue?",
        "Light.",
        "Ada",
    ]
    assert cell(model, 0, 3).startswith("2026-09-0")
    assert (cell(model, 1, 1), cell(model, 2, 1)) == ("Tie", "Gold: Light.")
    assert model.whole(0).endswith("better is “Light.”.")
    assert model.whole(2).endswith("It is gold already.")


def test_what_is_gold_already_cannot_be_ticked(model):
    assert cell(model, 2, 0, CHECKED) is None
    assert cell(model, 2, 0, QUIET)
    model.tick_shown()
    assert model.ticked == ["u1", "u2"]
    model.tick_shown()
    assert model.ticked == []


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        ("SKY", ["Why is the sky blue?"]),
        ("zoë", ["How long?"]),
        ("why light", ["Why is the sky blue?"]),
        ("nothing", []),
        (" ", ["Why is the sky blue?", "How long?", "Which book?"]),
    ],
)
def test_the_search_finds_all_words_in_prompts_answers_and_names(model, text, prompts):
    model.search(text)
    assert shown(model) == prompts


def test_a_tick_stays_while_its_row_is_not_shown(model):
    model.search("long")
    model.setData(model.index(0, 0), Qt.CheckState.Checked, CHECKED)
    model.search("sky")
    assert model.ticked == ["u2"]


def test_the_dialog_reads_then_says_how_many_there_are(dialog):
    assert READING in texts_of(dialog)
    dialog.show_pairs(PAIRS)
    assert "3 judged pairs, 0 ticked" in texts_of(dialog)
    assert not button(dialog, "Use as gold").isEnabled()
    dialog._search.setText("sky")
    button(dialog, "Tick all shown").click()
    assert "1 of 3 judged pairs, 1 ticked" in texts_of(dialog)
    asked = []
    dialog.promotion_asked.connect(asked.append)
    button(dialog, "Use as gold").click()
    assert asked == [["u1"]]


def test_without_a_judged_pair_it_says_what_to_do(dialog):
    dialog.show_pairs([])
    assert NOTHING in texts_of(dialog)
    assert not button(dialog, "Use as gold").isEnabled()


def test_a_row_is_ticked_by_space(dialog):
    dialog.show_pairs(PAIRS)
    view = dialog._table.view
    view.setFocus()
    view.setCurrentIndex(dialog._model.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert dialog._model.ticked == ["u2"]


def test_judged_pairs_become_gold_from_the_menu(window, project, answer, message, qtbot):
    answer(window, Qt.Key.Key_T)
    window.actions_by_id["project.gold"].trigger()
    dialog = window.gold._asking
    qtbot.waitUntil(lambda: "1 judged pair, 0 ticked" in texts_of(dialog))
    button(dialog, "Tick all shown").click()
    button(dialog, "Use as gold").click()
    assert message().startswith("1 pair promoted to gold.")
    window.close()
    (one,) = rows_of(project, "SELECT params FROM selections WHERE strategy = 'gold'")
    assert '"tie"' in one["params"]


def test_the_dialog_goes_with_its_project(window, qtbot):
    window.actions_by_id["project.gold"].trigger()
    assert window.gold._asking is not None
    window.files.close_project()
    qtbot.waitUntil(lambda: window.gold._asking is None)
