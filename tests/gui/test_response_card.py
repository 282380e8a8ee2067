import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from real_desktop.gui.click_watcher import MOST_PIXELS
from real_desktop.gui.response_card import ResponseCard
from tests.gui.hands import LEFT_BUTTON, NO_KEY, click, drag, events_of, point_in

TEXT = "\n".join(f"line {i} of a response that is long enough" for i in range(200))


@pytest.fixture
def card(qtbot, theme):
    made = ResponseCard("Response 1", "1")
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show_text(TEXT)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def clicks(card):
    heard = []
    card.clicked.connect(lambda: heard.append("click"))
    return heard


def text_at(card, x, y):
    """A place in the card, given as one of its text."""
    return card.text.viewport().mapTo(card, QPoint(x, y))


def right_of_text(card):
    bar = card.text.verticalScrollBar()
    viewport = card.text.viewport()
    between = (viewport.geometry().right() + bar.parentWidget().geometry().left()) // 2
    assert between - viewport.geometry().right() > 10, "the card is too narrow for this test"
    return card.text.mapTo(card, QPoint(between, 100))


PLACES = {
    "text": lambda card: text_at(card, 60, 60),
    "header": lambda card: QPoint(card.width() // 2, 12),
    "title": lambda card: QPoint(30, 15),
    "key cap": lambda card: QPoint(card.width() - 25, 15),
    "margin": lambda card: QPoint(3, card.height() // 2),
    "right of the text": right_of_text,
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_click_anywhere_on_the_card_counts_once(card, clicks, place):
    click(card, place(card))
    assert clicks == ["click"]


def test_a_click_below_a_short_text_counts(card, clicks):
    card.show_text("short")
    click(card, QPoint(card.width() // 3, card.height() - 20))
    assert clicks == ["click"]


@pytest.mark.parametrize(
    ("dx", "dy", "counts"),
    [
        (MOST_PIXELS, 0, True),
        (0, MOST_PIXELS, True),
        (MOST_PIXELS + 1, 0, False),
        (0, -MOST_PIXELS - 1, False),
    ],
)
def test_four_pixels_part_a_click_from_a_drag(card, clicks, dx, dy, counts):
    start = QPoint(card.width() // 2, 15)
    drag(card, start, start + QPoint(dx, dy))
    assert bool(clicks) is counts


def test_a_drag_selects_text_that_can_be_copied(card, clicks):
    drag(card, text_at(card, 2, 10), text_at(card, 200, 40))
    assert clicks == []
    selected = card.text.textCursor().selectedText().replace("\u2029", "\n")
    assert selected in TEXT
    assert "\n" in selected
    QTest.keySequence(card.text, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == selected


def test_a_click_with_shift_selects_and_does_not_count(card, clicks):
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(card.windowHandle(), LEFT_BUTTON, shift, text_at(card, 100, 60))
    assert card.text.textCursor().hasSelection()
    assert clicks == []


def test_a_press_that_only_clears_a_selection_is_no_click_and_the_next_is(card, clicks):
    drag(card, text_at(card, 2, 10), text_at(card, 200, 40))
    click(card, text_at(card, 60, 100))
    assert not card.text.textCursor().hasSelection()
    assert clicks == []
    click(card, text_at(card, 60, 100))
    assert clicks == ["click"]


@pytest.mark.parametrize("y", [0.1, 0.5, 0.95])
def test_clicks_on_the_scroll_bar_scroll(card, clicks, y):
    bar = card.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    click(bar, point_in(bar, 0.5, y))
    assert clicks == []
    drag(bar, point_in(bar, 0.5, 0.5), point_in(bar, 0.5, 0.7))
    assert clicks == []


def test_the_scroll_bar_of_a_short_text_is_no_click(card, clicks):
    card.show_text("short")
    bar = card.text.verticalScrollBar()
    click(bar, point_in(bar))
    assert clicks == []


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_do_not_count(card, clicks, button):
    QTest.mouseClick(card.windowHandle(), button, NO_KEY, text_at(card, 60, 60))
    assert clicks == []


def test_a_press_elsewhere_and_a_release_on_the_card_is_no_click(card, clicks):
    start = QPoint(card.width() // 2, 15)
    drag(card, start, start + QPoint(0, 200))
    assert clicks == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_click_judges_for_its_side(window, project, qtbot, side):
    card = getattr(window.labeling, side)
    with qtbot.waitSignal(window.judging.stepped):
        click(card, point_in(card))
    assert window.actions_by_id["edit.undo"].text() == f"Undo: {side} on #1"
    window.close()
    (event,) = events_of(project)
    is_left_chosen = event["outcome"] == event["shown_left"]
    assert is_left_chosen is (side == "left")


def test_a_double_click_judges_once_also_when_the_next_pair_is_there_already(
    window, project, qtbot
):
    header = window.labeling.left._header
    with qtbot.waitSignal(window.judging.stepped):
        click(header, point_in(header))
    for kind, held in (
        (QEvent.Type.MouseButtonDblClick, LEFT_BUTTON),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        at = QPointF(point_in(header))
        event = QMouseEvent(kind, at, header.mapToGlobal(at), LEFT_BUTTON, held, NO_KEY)
        QApplication.sendEvent(header, event)
    qtbot.wait(30)
    window.close()
    assert len(events_of(project)) == 1


@pytest.mark.parametrize("index", range(4))
def test_a_click_on_an_answer_button_judges(window, qtbot, index):
    buttons = list(window.labeling.answers._buttons.items())
    choice, button = buttons[index]
    with qtbot.waitSignal(window.judging.stepped):
        click(button, point_in(button))
    assert window.actions_by_id["edit.undo"].text() == f"Undo: {choice.words} on #1"
