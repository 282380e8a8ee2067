from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from real_desktop.core.agreement import Agreement
from real_desktop.gui.overview_page import AGREEMENTS_SHOWN, OverviewPage, StageRow
from real_desktop.session.importing import ImportReport
from real_desktop.session.statistics import NextStep, Overview, SourceAgreement
from real_desktop.store.adding import Added, FileAdded
from real_desktop.store.counts import Counts
from tests.embedding.fake_encoder import load_unusable
from tests.gui.conftest import SETS
from tests.gui.hands import texts_of

COUNTS = Counts(10, 40, 40, 10, 5, 5, {}, 1)


def overview(decisive=4, **others):
    return Overview("work", COUNTS, 1, 0, 0, 0, "Ada", 5, 0, 10, decisive, NextStep.JUDGE, **others)


@pytest.fixture
def page(qtbot, theme):
    made = OverviewPage()
    qtbot.addWidget(made)
    return made


def state_of(page, title, found):
    page.show_overview(found, is_busy=False)
    return next(
        texts_of(row)[1] for row in page.findChildren(StageRow) if texts_of(row)[0] == title
    )


def agrees(name, compared, agree):
    return SourceAgreement(name, Agreement(compared, agree), Agreement(compared, agree))


def test_without_labels_of_files_nothing_is_said_of_agreement(page):
    assert state_of(page, "Judging", overview()) == "5 of 10 pairs judged"


def test_how_far_people_agree_with_a_file_stands_under_what_they_judged(page):
    found = overview(agreements=(agrees("hh_<b>test</b>", 50, 41),))
    assert state_of(page, "Judging", found).splitlines() == [
        "5 of 10 pairs judged",
        "Agrees with hh_<b>test</b>: 41 of 50 (82 %, 95 % interval 69 to 90 %)",
    ]
    formats = {label.textFormat() for label in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_of_many_files_the_first_are_shown(page):
    many = tuple(agrees(f"file {n}", 50 - n, 3) for n in range(AGREEMENTS_SHOWN + 2))
    *_, before, last = state_of(page, "Judging", overview(agreements=many)).splitlines()
    assert before.startswith("Agrees with file 2: ")
    assert last == "and with 2 more"


@pytest.mark.parametrize(
    ("decisive", "has_file_labels", "words", "is_possible"),
    [
        (4, True, "4 decisive labels for training", True),
        (0, True, "nothing is judged yet, but what files say can be exported", True),
        (0, False, "judge some pairs first", False),
    ],
)
def test_what_files_say_can_be_exported_before_anything_is_judged(
    page, decisive, has_file_labels, words, is_possible
):
    found = overview(decisive, has_file_labels=has_file_labels)
    assert state_of(page, "Export", found) == words
    row = next(row for row in page.findChildren(StageRow) if texts_of(row)[0] == "Export")
    assert row._button.isEnabled() is is_possible


def test_an_import_says_what_it_kept_as_labels(page):
    added = Added({0: FileAdded(prompts=2, responses=4, preferences=2_312)}, labels={"hh": 2_312})
    page.show_import(ImportReport("saying", added, Counter()))
    assert "2,312 known preferences kept as labels of hh" in texts_of(page)


def test_the_overview_names_the_model_and_what_it_failed_on(
    open_window, make_project, fake_model, qtbot
):
    odd = ["nan", "zero", "word " * 15]
    window = open_window(make_project([*SETS, ("Odd?", odd)], is_bare=True))
    assert not [text for text in texts_of(window.overview) if text.startswith("By ")]
    fake_model(load_unusable)
    window.files.prepare()
    qtbot.waitUntil(lambda: not window.files.jobs.is_running, timeout=20_000)
    window.show_overview()
    qtbot.waitUntil(lambda: any(text.startswith("By ") for text in texts_of(window.overview)))
    (row,) = [
        row
        for row in window.overview.findChildren(StageRow)
        if any(text.startswith("By ") for text in texts_of(row))
    ]
    assert texts_of(row) == [
        "Embedding",
        "2 texts without a usable vector",
        "By fake in float32: 16 of 18 texts have a vector",
        "6 % of the texts are longer than its window of 16 tokens; all of each counts",
        "Failed: the vector is not finite (1), the vector is zero (1)",
        "✓ done",
    ]
    tips = {label.toolTip() for label in row.findChildren(QLabel)}
    assert any("All vectors of a project have one precision" in tip for tip in tips)
