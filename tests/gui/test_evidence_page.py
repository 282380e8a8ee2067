import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from real_desktop.core.evidence import Evidence, evidence
from real_desktop.gui.evidence_page import READING, EvidencePage, WarningPanel
from real_desktop.gui.evidence_table import EvidenceTable
from real_desktop.gui.interval_bar import IntervalBars
from real_desktop.session.evidence_report import NOTHING_YET
from tests.core.judging import CONTROL, GOLD, TIE, A, B, judgement, many
from tests.gui.hands import texts_of


@pytest.fixture
def page(qtbot, theme):
    made = EvidencePage()
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def show(page, qtbot):
    """Show evidence and wait until it is on the screen."""

    def and_wait(*given):
        page.show_evidence(evidence(*given))
        qtbot.wait(1)

    return and_wait


def test_before_anything_is_judged_it_says_what_will_stand_here(page):
    page.forget()
    assert texts_of(page)[1] == READING
    page.show_evidence(Evidence())
    assert texts_of(page) == ["Strategy and control", NOTHING_YET]


def test_the_sentence_stands_above_the_table(page, show):
    show(many({TIE: 3, A: 9}))
    said = texts_of(page)
    assert said[1].startswith("No control pair is judged yet, so it cannot be told")
    (table,) = page.findChildren(EvidenceTable)
    assert texts_of(table)[:5] == ["", "dissimilar", "control", "difference", "Ties"]
    assert "25 %" in said
    assert any(text.endswith("\nn 12") for text in said)


def test_strategy_and_control_stand_beside_each_other_with_their_difference(page, show):
    show(many({TIE: 9, A: 1}) + many({TIE: 3, A: 7}, CONTROL, first=50))
    (table,) = page.findChildren(EvidenceTable)
    said = texts_of(table)
    assert {"90 %", "30 %", "60 points", "17 to 81 points"} <= set(said)
    assert len(table.findChildren(IntervalBars)) == 4


def test_length_is_warned_of_above_the_table(page, show):
    show(many({A: 80, B: 20}))
    (warning,) = page.findChildren(WarningPanel)
    assert "The longer response wins in 80 %" in texts_of(warning)[1]
    assert warning.accessibleName().startswith("Warning: The longer response wins")


def test_several_strategies_have_their_names(page, show):
    said = many({A: 5}, strategy="decisive") + many({A: 3}, first=50)
    show(said)
    assert {"Decisive", "Dissimilar"} <= set(texts_of(page))
    assert len(page.findChildren(EvidenceTable)) == 2


def test_agreement_with_gold_stands_below_and_names_are_plain_text(page, show):
    said = [judgement(1, A), judgement(1, A, GOLD)]
    show(said, {"gold-1": A}, {1: "<b>Ada</b>"})
    assert texts_of(page)[-1].startswith("<b>Ada</b> agrees with gold: 1 of 1 (100 %")
    formats = {label.textFormat() for label in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_other_evidence_takes_the_place_of_the_first(page, show, qtbot):
    show(many({A: 5}))
    (before,) = page.findChildren(EvidenceTable)
    show(many({A: 5}))
    assert page.findChildren(EvidenceTable) == [before]
    show(many({A: 6}))
    qtbot.waitUntil(lambda: before not in page.findChildren(EvidenceTable))
    assert len(page.findChildren(EvidenceTable)) == 1


def test_the_place_stays_when_the_numbers_change(page, show, qtbot):
    show(many({A: 50, B: 30}, ms=900))
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(90)
    show(many({A: 51, B: 30}, ms=900))
    qtbot.wait(50)
    assert bar.value() == 90


def test_the_column_grows_with_the_type(page, theme):
    before = page.column.parentWidget().maximumWidth()
    theme.set_percent(200)
    assert page.column.parentWidget().maximumWidth() > before
    theme.set_percent(100)
