import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QWidget,
)

from real_desktop.gui.answer_bar import LinkButton
from real_desktop.gui.answer_button import AnswerButton
from real_desktop.gui.labeling_page import MOST_OF_HEIGHT, STACKS_UNDER
from tests.gui.conftest import SETS
from tests.gui.hands import drag, events_of, texts_of

LONG = "A sentence that is repeated until nothing fits any more. " * 400
NO_FOCUS = Qt.FocusPolicy.NoFocus


@pytest.fixture
def shaped(open_window, make_project, theme, qtbot):
    """Show a window of a size and a size of type on one pair."""

    def make(width, height, percent=100, prompt="A question?", responses=("one", "two")):
        window = open_window(make_project([(prompt, list(responses))]))
        theme.set_percent(percent)
        window.resize(width, height)
        qtbot.wait(20)
        return window

    return make


def is_whole(part: QWidget, window: QWidget) -> bool:
    """Whether the part has the room it needs, inside the window."""
    needed = part.minimumSizeHint()
    corner = part.mapTo(window, QPoint(part.width(), part.height()))
    start = part.mapTo(window, QPoint(0, 0))
    is_inside = min(start.x(), start.y()) >= 0 and window.rect().contains(corner - QPoint(1, 1))
    return part.width() >= needed.width() and part.height() >= needed.height() and is_inside


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_nothing_of_the_answers_is_cut_in_a_small_window(shaped, percent):
    window = shaped(1024, 700, percent, responses=(LONG + "1", LONG + "2"))
    assert (window.width(), window.height()) == (1024, 700)
    answers = window.labeling.answers
    for button in answers.findChildren(AnswerButton):
        assert is_whole(button, window), button.text()
    for link in answers.findChildren(LinkButton):
        assert link.width() >= link.sizeHint().width(), link.accessibleName()
    for card in (window.labeling.left, window.labeling.right):
        assert card.text.height() >= 3 * card.text.fontMetrics().height()


def test_a_long_undo_line_does_not_push_the_answers_out(shaped, answer):
    window = shaped(1024, 700, 200)
    answer(window, Qt.Key.Key_S)
    assert window.width() == 1024
    assert all(is_whole(b, window) for b in window.labeling.answers.findChildren(AnswerButton))


@pytest.mark.parametrize(
    ("width", "name"), [(STACKS_UNDER - 1, "stacked"), (STACKS_UNDER, "columns"), (1400, "columns")]
)
def test_narrow_pages_stack_the_responses_and_the_event_says_so(
    open_window, project, answer, qtbot, width, name
):
    window = open_window(project)
    window.resize(width, 700)
    qtbot.wait(20)
    page = window.labeling
    assert page.width() == width
    is_above = page.left.geometry().bottom() < page.right.geometry().top()
    assert is_above is (name == "stacked")
    answer(window, Qt.Key.Key_1)
    window.close()
    assert events_of(project)[0]["layout"] == name


TEXTS = {
    "short and long": ("yes", LONG),
    "endless and short": ("x" * 20_000, "no"),
    "many lines": ("line\n" * 300, "a line"),
}


@pytest.mark.parametrize("width", [700, 1024, 1337])
@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_both_responses_have_the_same_room(shaped, width, texts):
    page = shaped(width, 700, responses=texts).labeling
    assert abs(page.left.width() - page.right.width()) <= 1
    assert abs(page.left.height() - page.right.height()) <= 1


@pytest.mark.parametrize("size", [(1024, 700), (1280, 820), (800, 600)])
def test_a_long_prompt_takes_at_most_its_share(shaped, size):
    page = shaped(*size, prompt=LONG).labeling
    room = page.findChild(QSplitter).height()
    assert page.prompt.height() <= room * MOST_OF_HEIGHT
    assert page.prompt.text.verticalScrollBar().maximum() > 0


def test_a_short_prompt_takes_no_more_than_it_needs(shaped):
    page = shaped(1280, 820).labeling
    assert page.prompt.height() < page.findChild(QSplitter).height() * 0.15
    assert page.prompt.text.verticalScrollBar().maximum() == 0


def test_the_prompt_folds_to_one_line_and_back(shaped, qtbot):
    page = shaped(1280, 820, prompt=LONG).labeling
    before, fold = page.prompt.height(), page.prompt.findChild(QToolButton)
    fold.click()
    qtbot.wait(20)
    assert not page.prompt.text.isVisible()
    assert page.prompt.height() < 5 * page.prompt.fontMetrics().height()
    (line,) = [said for said in texts_of(page.prompt) if said.startswith("A sentence")]
    assert line.endswith("…")
    assert fold.accessibleName() == "Unfold the prompt"
    fold.click()
    qtbot.wait(20)
    assert page.prompt.text.isVisible()
    assert page.prompt.height() == before


def test_the_prompt_stays_folded_for_the_next_pair(window, answer, qtbot):
    prompt = window.labeling.prompt
    prompt.findChild(QToolButton).click()
    answer(window, Qt.Key.Key_1)
    qtbot.wait(20)
    assert not prompt.text.isVisible()
    assert window.judging.step.pair.messages[0].content in texts_of(prompt)


def test_a_height_that_a_person_gave_the_prompt_stays(window, answer, qtbot):
    page = window.labeling
    handle = page.findChild(QSplitter).handle(1)
    start, before = handle.rect().center(), page.prompt.height()
    drag(handle, start, start + QPoint(0, 100))
    height = page.prompt.height()
    assert height > before + 80
    answer(window, Qt.Key.Key_1)
    qtbot.wait(20)
    assert page.prompt.height() == height


def test_the_header_says_who_judges_what_and_how_far(window, answer):
    header = window.labeling.header
    assert {"small", "Annotator 1", f"0 of {len(SETS)}"} <= set(texts_of(header))
    answer(window, Qt.Key.Key_1)
    answer(window, Qt.Key.Key_S)
    assert f"1 of {len(SETS)} · 1 skipped" in texts_of(header)
    assert any(said.startswith("saved ") and said.endswith("✓") for said in texts_of(header))


def test_nothing_tells_the_two_responses_apart_but_their_place(window):
    page = window.labeling
    said = [texts_of(card._header) for card in (page.left, page.right)]
    assert said == [["Response 1"], ["Response 2"]]


def test_a_conversation_stands_under_its_roles(open_window, make_project):
    turns = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi"},
        {"role": "user", "content": "And now?"},
    ]
    prompt = open_window(make_project([(turns, ["one", "two"])])).labeling.prompt
    lines = prompt.text.toPlainText().splitlines()
    assert lines == ["SYSTEM", "Be kind.", "USER", "Hello", "ASSISTANT", "Hi", "USER", "And now?"]
    assert "PROMPT · 4 turns" in texts_of(prompt)


def pages_of(window):
    return [window.pages.widget(i) for i in range(window.pages.count())]


@pytest.mark.parametrize("index", range(4), ids=["welcome", "overview", "labeling", "finished"])
def test_everything_that_gets_the_focus_has_a_name(window, answer, index):
    answer(window, Qt.Key.Key_1)
    window.view.show_welcome()
    window.finished.show_step(window.judging.step)
    page = pages_of(window)[index]
    window.pages.setCurrentWidget(page)
    nameless = [
        part
        for part in (page, *page.findChildren(QWidget))
        if part.isVisible() and part.focusPolicy() != NO_FOCUS and not name_of(part)
    ]
    assert nameless == []


def name_of(part):
    return part.accessibleName() or getattr(part, "text", str)()


def test_every_control_is_reached_by_tab(window):
    seen = []
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    enabled = [b for b in window.labeling.answers.findChildren(AnswerButton) if b.isEnabled()]
    assert len(enabled) == 4
    assert set(enabled) <= set(seen)


def test_no_page_is_wider_than_the_smallest_window(window, theme, qtbot):
    theme.set_percent(200)
    window.resize(1024, 700)
    for page in pages_of(window):
        window.pages.setCurrentWidget(page)
        qtbot.wait(10)
        assert (window.width(), window.height()) == (1024, 700)
        if isinstance(page, QScrollArea):
            assert page.widget().width() <= page.viewport().width()


def test_a_folded_prompt_is_one_line_and_comes_back_as_high_as_it_was_made(shaped, qtbot):
    window = shaped(1024, 700, prompt=LONG)
    page = window.labeling
    splitter = page.findChild(QSplitter)
    total = sum(splitter.sizes())
    splitter.moveSplitter(300, 1)
    made = splitter.sizes()[0]
    page.prompt.toggle()
    qtbot.wait(20)
    assert splitter.sizes()[0] <= page.prompt.wanted_height() + 2 < made / 2
    page.prompt.toggle()
    qtbot.wait(20)
    assert abs(splitter.sizes()[0] - made) <= 2
    assert sum(splitter.sizes()) == total


def test_space_reads_on_in_both_and_judges_nothing(shaped, qtbot):
    window = shaped(1024, 700, responses=(LONG + "1", LONG + "2"))
    bars = [c.text.verticalScrollBar() for c in (window.labeling.left, window.labeling.right)]
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert all(bar.value() > 0 for bar in bars)
    QTest.keyClick(window, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert all(bar.value() == 0 for bar in bars)
    assert window.judging.step.progress.judged == 0


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_of_the_finished_page_is_cut(shaped, answer, percent, qtbot):
    window = shaped(1024, 700, percent)
    answer(window, Qt.Key.Key_S)
    answer(window, Qt.Key.Key_S)
    qtbot.wait(20)
    assert window.pages.currentWidget() is window.finished
    buttons = [b for b in window.finished.findChildren(QPushButton) if b.isVisible()]
    assert len(buttons) == 4
    assert all(is_whole(b, window) and b.width() >= b.sizeHint().width() for b in buttons)


def test_the_keyboard_s_place_is_seen_on_every_small_control(shaped, qtbot):
    window = shaped(1024, 700)
    for control in (window.labeling.prompt._fold, window.labeling.answers._skip):
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.wait(5)
        assert control.grab().toImage() != before
