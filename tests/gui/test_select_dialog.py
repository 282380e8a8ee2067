from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QWidget

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import Message
from real_desktop.core.strategies import STRATEGIES
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.example_dialog import ExampleDialog
from real_desktop.gui.examples_panel import TITLES
from real_desktop.gui.select_dialog import SETTLED_MS, SelectDialog
from real_desktop.gui.similarity_chart import SimilarityChart
from real_desktop.session.select_memory import SelectBasis
from real_desktop.session.select_options import SelectOptions
from real_desktop.store.texts_of_pair import TextsOfPair
from tests.gui.hands import button, messages, texts_of
from tests.select_pictures import BASIS, EMPTY, HARD, NO_VECTORS, NOT_KNOWN, PENDING, PREVIEW

EMBED_FIRST = "There is no pair to ask about before the responses are embedded."
USUAL = SelectOptions(skips_asked=True, model=BASIS.model)


@pytest.fixture
def make_dialog(qtbot, theme):
    """Open the dialog over a window of its own."""
    parents = []

    def make(preview=PREVIEW, basis=BASIS, options=USUAL, size=None):
        parent = QWidget()
        parents.append(parent)
        qtbot.addWidget(parent)
        parent.show()
        made = SelectDialog(parent, basis, options)
        made.open()
        qtbot.waitExposed(made)
        if size:
            made.resize(*size)
        if preview:
            made.show_preview(preview)
        return made

    yield make
    for parent in parents:
        parent.close()


@pytest.fixture
def dialog(make_dialog):
    return make_dialog()


def said(dialog):
    return " ".join(texts_of(dialog))


def go(dialog):
    """The button that asks."""
    (found,) = [one for one in dialog.findChildren(BigButton) if one.isDefault()]
    return found


def box(dialog, name):
    """A control by the name of its field."""
    (found,) = [
        one
        for one in dialog.findChildren(QWidget)
        if one.accessibleName() == name and isinstance(one, QComboBox | QAbstractSpinBox)
    ]
    return found


def asked_by(dialog):
    found = []
    dialog.select_asked.connect(found.append)
    return found


def test_it_opens_with_what_is_usual_and_asks_at_once_for_a_preview(qtbot, make_dialog):
    dialog = make_dialog(None)
    assert dialog.options == USUAL
    assert not go(dialog).isEnabled()
    qtbot.waitUntil(box(dialog, "Strategy").hasFocus)


def test_the_first_preview_is_asked_for_when_it_opens(qtbot, theme):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SelectDialog(parent, BASIS, USUAL)
    with qtbot.waitSignal(dialog.options_changed) as asked:
        dialog.open()
    assert asked.args == [USUAL]
    dialog.reject()


def test_every_strategy_says_what_it_does(dialog):
    strategies = box(dialog, "Strategy")
    assert strategies.count() == len(STRATEGIES)
    for place, name in enumerate(STRATEGIES):
        strategies.setCurrentIndex(place)
        assert dialog.options.strategy == name
        assert STRATEGIES[name].about in texts_of(dialog)


def test_what_would_be_asked_stands_beside_the_form(dialog):
    words = said(dialog)
    for part in (
        "262 pairs", "98 %", "saved, of 13,750 possible pairs", "2 h 41 min",
        "No set is left out.", "correlation", "likely ties", "longer than the model",
    ):  # fmt: skip
        assert part in words
    assert go(dialog).text() == "Ask about 262 pairs"
    assert "10 examples of 262 pairs" in words


def test_one_pair_is_one_pair(make_dialog):
    dialog = make_dialog(replace(PREVIEW, pairs=1, examples=PREVIEW.examples[:1]))
    assert go(dialog).text() == "Ask about 1 pair"
    assert "1 example, from" in said(dialog)


def test_enter_asks_what_the_form_says(dialog):
    asked = asked_by(dialog)
    QTest.keyClick(box(dialog, "Pairs a prompt"), Qt.Key.Key_Return)
    assert asked == [USUAL]
    assert not dialog.isVisible()


@pytest.mark.parametrize("how", ["Esc", "Cancel"])
def test_cancel_asks_nothing(dialog, how):
    asked = asked_by(dialog)
    if how == "Esc":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        button(dialog, "Cancel").click()
    assert asked == []
    assert not dialog.isVisible()


def test_every_field_is_in_the_options(dialog):
    form = dialog._form
    box(dialog, "Budget").setValue(300)
    box(dialog, "Prompts within the budget").setCurrentIndex(3)
    box(dialog, "Pairs a prompt").setValue(2)
    form._skips.click()
    box(dialog, "Control").setValue(20)
    box(dialog, "Repeats").setValue(0)
    box(dialog, "Ceiling").setCurrentIndex(1)
    box(dialog, "Similarity of the ceiling").setValue(0.9)
    box(dialog, "Seed").setValue(7)
    assert dialog.options == SelectOptions(
        "dissimilar", 7, 0.2, 0.0, "widest", 300, 2, 0.9, BASIS.model
    )
    assert dialog.options.fault() is None


def test_what_is_remembered_is_shown(make_dialog):
    chosen = SelectOptions("random", 7, 0.0, 0.25, "random", 40, 3, 0.875, BASIS.model)
    assert make_dialog(options=chosen).options == chosen


def test_after_random_pairs_the_next_strategy_has_its_control_again(make_dialog):
    dialog = make_dialog(options=replace(USUAL, strategy="random", control=0.0))
    box(dialog, "Strategy").setCurrentIndex(0)
    assert dialog.options.control == SelectOptions().control


def test_a_model_that_is_gone_gives_way_to_that_of_the_project(make_dialog):
    dialog = make_dialog(options=replace(USUAL, model="gone"))
    assert dialog.options.model == BASIS.model


def test_without_a_budget_no_prompts_are_chosen_and_it_says_why(dialog):
    prompts = box(dialog, "Prompts within the budget")
    assert not prompts.isEnabled()
    assert "Without a budget every prompt is asked about" in said(dialog)
    box(dialog, "Budget").setValue(10)
    assert prompts.isEnabled()
    assert "Without a budget" not in said(dialog)
    prompts.setCurrentIndex(1)
    box(dialog, "Budget").setValue(0)
    assert dialog.options.prompts == "all"


def test_random_pairs_need_no_control(dialog):
    box(dialog, "Strategy").setCurrentIndex(box(dialog, "Strategy").findData("random"))
    assert not box(dialog, "Control").isEnabled()
    assert "Every pair is a random one already" in said(dialog)
    assert dialog.options.control == 0.0
    box(dialog, "Strategy").setCurrentIndex(0)
    assert dialog.options.control == 0.1


def test_the_automatic_ceiling_is_shown_once_it_is_known(make_dialog):
    dialog = make_dialog(replace(PREVIEW, ceiling=0.912))
    number = box(dialog, "Similarity of the ceiling")
    assert (number.value(), number.isEnabled()) == (0.912, False)
    assert dialog.options.ceiling is None
    box(dialog, "Ceiling").setCurrentIndex(1)
    assert dialog.options.ceiling == 0.912


def test_a_change_asks_for_one_new_preview_once_it_has_settled(dialog, qtbot):
    asked = []
    dialog.options_changed.connect(asked.append)
    for seed in range(1, 6):
        box(dialog, "Seed").setValue(seed)
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(SETTLED_MS + 50)
    assert [one.seed for one in asked] == [5]


def test_while_it_computes_nothing_can_be_asked_and_the_form_goes_on(dialog):
    asked = asked_by(dialog)
    box(dialog, "Seed").setValue(3)
    assert not go(dialog).isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert asked == []
    assert dialog.isVisible()
    dialog.show_progress(Progress("Choosing pairs", 1_200, 5_000, "prompts"))
    assert "Choosing pairs… 1,200 of 5,000 prompts" in said(dialog)
    assert dialog._page.line.isVisible()
    dialog.show_preview(PREVIEW)
    assert not dialog._page.line.isVisible()
    assert go(dialog).isEnabled()


def test_an_error_is_a_sentence_and_nothing_else_is_shown(dialog):
    dialog.show_failure(UserError("the project has no vectors by m"))
    assert texts_of(dialog).count("The project has no vectors by m.") == 2
    assert "262 pairs" not in said(dialog)
    box(dialog, "Seed").setValue(1)
    dialog.show_preview(PREVIEW)
    assert "262 pairs" in said(dialog)
    assert "no vectors" not in said(dialog)


@pytest.mark.parametrize("size", [(520, 700), (1280, 820)])
def test_why_a_pair_is_asked_is_never_cut(make_dialog, size, qtbot):
    dialog = make_dialog(replace(PREVIEW, examples=PREVIEW.examples[:2]), size=size)
    dialog.show_preview(PREVIEW)
    view = dialog._view._examples._table.view
    qtbot.waitUntil(lambda: view.viewport().width() > 0)
    reason = TITLES.index("Asked as")
    needed = view.fontMetrics().horizontalAdvance("chosen, likely tie")
    assert view.columnWidth(reason) >= needed
    assert view.horizontalHeader().length() <= view.viewport().width()


@pytest.mark.parametrize("size", [(520, 700), (1280, 820)])
def test_why_nothing_can_be_asked_is_in_sight_at_every_size(make_dialog, size, qtbot):
    dialog = make_dialog()
    dialog.resize(*size)
    for show, words in (
        (lambda: dialog.show_preview(NO_VECTORS), EMBED_FIRST),
        (lambda: dialog.show_failure(UserError("the model is gone")), "The model is gone."),
    ):
        show()
        qtbot.wait(1)
        labels = [one for one in dialog.findChildren(QLabel) if one.text() == words]
        assert any(not one.visibleRegion().isEmpty() for one in labels)
        assert go(dialog).text() == "Ask"
        assert not go(dialog).isEnabled()


def test_a_bug_is_shown_with_its_details(dialog):
    dialog.show_failure(ValueError("oh"))
    (shown,) = messages()
    assert "ValueError: oh" in shown.detailedText()
    shown.close()
    assert not go(make_busy(dialog)).isEnabled()


def make_busy(dialog):
    box(dialog, "Seed").setValue(9)
    return dialog


def test_without_vectors_it_leads_to_embedding(make_dialog):
    dialog = make_dialog(NO_VECTORS, SelectBasis(), SelectOptions())
    asked, wanted = asked_by(dialog), []
    dialog.embed_asked.connect(lambda: wanted.append(dialog.isVisible()))
    assert "There is no pair to ask about before the responses are embedded." in texts_of(dialog)
    assert "250 sets: not all responses are embedded yet" in said(dialog)
    assert "Nothing is embedded yet, so no similarity is known" in said(dialog)
    assert not box(dialog, "Ceiling").isEnabled()
    assert not go(dialog).isEnabled()
    button(dialog, "Embed the responses first").click()
    assert (wanted, asked) == ([False], [])


def test_texts_that_are_still_pending_are_said_and_the_rest_can_be_asked(make_dialog):
    dialog = make_dialog(PENDING)
    assert "41 sets: not all responses are embedded yet" in said(dialog)
    assert button(dialog, "Embed first").isVisible()
    assert go(dialog).isEnabled()


def test_for_another_model_than_the_project_s_it_says_how_to_embed(make_dialog):
    basis = SelectBasis(("newer", "older"), "newer")
    dialog = make_dialog(PENDING, basis, replace(USUAL, model="older"))
    assert dialog.options.model == "older"
    assert not button(dialog, "Embed first").isVisible()
    assert "choose it in the project's settings" in said(dialog)


def test_an_empty_project_says_so(make_dialog):
    dialog = make_dialog(EMPTY, SelectBasis(), SelectOptions())
    assert "There is no pair to choose (the project has no prompts)." in texts_of(dialog)
    assert not go(dialog).isEnabled()


def test_without_similarities_there_is_no_chart(make_dialog, qtbot):
    dialog = make_dialog(NOT_KNOWN)
    assert dialog.findChild(SimilarityChart) is None
    assert "Similarity of pairs" not in texts_of(dialog)
    dialog.show_preview(PREVIEW)
    qtbot.waitUntil(dialog.findChild(SimilarityChart).isVisible)
    dialog.show_preview(NOT_KNOWN)
    assert not dialog.findChild(SimilarityChart).isVisible()


def test_every_control_has_a_name_and_says_what_it_means(dialog):
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox)
    controls = [one for kind in kinds for one in dialog.findChildren(kind) if one.isVisible()]
    named = [one for one in controls if one.accessibleName() or getattr(one, "text", str)()]
    assert [
        one for one in controls if one not in named and not one.parent().inherits("QSpinBox")
    ] == []
    fields = [row.control for row in dialog._form._rows.values()]
    assert all(one.accessibleDescription() and one.toolTip() for one in fields)


def test_tab_goes_through_the_form_then_the_examples_then_the_buttons(dialog):
    stops = []
    box(dialog, "Budget").setValue(5)
    dialog.show_preview(PREVIEW)
    box(dialog, "Strategy").setFocus()
    for _ in range(15):
        at = dialog.focusWidget()
        stops.append(at.accessibleName() or at.text())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert stops == [
        "Strategy", "Compared by", "Budget", "Prompts within the budget", "Pairs a prompt",
        "Only prompts without a pair", "Control", "Repeats", "Ceiling", "Seed", "Read…",
        "Examples", "Cancel", "Ask about 262 pairs", "Strategy",
    ]  # fmt: skip


def test_texts_are_shown_as_they_are(make_dialog):
    dialog = make_dialog(replace(PREVIEW, examples=HARD))
    model = dialog._view._examples._model
    shown = model.index(0, 3).data()
    assert shown.startswith("<h1>No heading</h1> & ⟨U+202E⟩abc")
    rich = [
        one for one in dialog.findChildren(QLabel) if one.textFormat() is Qt.TextFormat.RichText
    ]
    assert [one.text().count("<h1>") for one in rich] == [0]


def test_the_columns_of_the_examples_fit_what_they_hold(make_dialog, qtbot):
    dialog = make_dialog(size=(520, 700))
    qtbot.wait(20)
    table = dialog._view._examples._table.view
    for column in range(3):
        wanted = max(
            table.fontMetrics().horizontalAdvance(table.model().index(row, column).data())
            for row in range(10)
        )
        assert table.columnWidth(column) >= wanted + 16
    assert sum(map(table.columnWidth, range(4))) <= table.viewport().width()


def open_example(dialog, row):
    table = dialog._view._examples._table.view
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    return dialog.findChild(ExampleDialog)


def test_an_example_is_opened_by_enter_and_asks_nothing(dialog):
    asked, wanted = asked_by(dialog), []
    dialog.texts_wanted.connect(wanted.append)
    shown = open_example(dialog, 2)
    assert asked == []
    assert wanted == [PREVIEW.examples[2]]
    assert "Example 3 of 10 · similarity 0.35, the least of its set" in said(shown)
    shown.reject()
    assert dialog.isVisible()


def test_both_texts_of_an_example_are_shown_whole(dialog, qtbot):
    shown = open_example(dialog, 0)
    one = PREVIEW.examples[0]
    dialog.show_texts(one, TextsOfPair((Message("user", "Whole?"),), "A" * 900, "B" * 900))
    first, second = (card._text.toPlainText() for card in shown._cards)
    assert first.replace("\n", "").startswith("A" * 900)
    assert second.replace("\n", "").startswith("B" * 900)
    assert "elm-70b" in said(shown)
    shown.reject()


def test_texts_of_an_example_that_is_shown_no_more_are_dropped(dialog, qtbot):
    shown = open_example(dialog, 0)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert "Example 2 of 10" in said(shown)
    late = TextsOfPair((Message("user", "Late?"),), "late", "late")
    dialog.show_texts(PREVIEW.examples[0], late)
    assert "late" not in shown._cards[0]._text.toPlainText()
    button(shown, "Previous").click()
    assert "Example 1 of 10" in said(shown)
    assert not button(shown, "Previous").isEnabled()
    dialog.fail_to_show_texts(UserError("these responses were deleted with their file"))
    assert "These responses were deleted with their file." in texts_of(shown)
    shown.reject()
    dialog.show_texts(PREVIEW.examples[0], late)
    dialog.fail_to_show_texts(UserError("gone"))


@pytest.mark.parametrize(("percent", "size"), [(100, (400, 700)), (200, (640, 620))])
def test_nothing_is_cut_at_the_side_and_the_buttons_stay(make_dialog, theme, qtbot, percent, size):
    theme.set_percent(percent)
    dialog = make_dialog(PENDING, size=size)
    qtbot.wait(50)
    page = dialog._page
    assert page.widget().width() <= page.viewport().width()
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()
    for one in (go(dialog), button(dialog, "Cancel")):
        assert dialog.rect().contains(one.mapTo(dialog, one.rect().bottomRight()))
        assert one.width() >= one.sizeHint().width()
