import socket
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument, QWheelEvent

from real_desktop.core.shown_text import LONGEST_RUN
from real_desktop.gui.reading_view import LINE_CHARACTERS, Part, ReadingView, original_text
from real_desktop.resource_files import resource

ORNAMENT = "end of response"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
PROSE = "The quick brown fox jumps over the lazy dog, and it does so again and again. " * 60

PIECES = st.sampled_from(
    ["\n", "\n\n", "\t", "  ", "\u00a0", "\0", "\x0b", "\u2028", "\u2029", "\u202e", "\u2066",
     "\u200b", "\ufeff", "\ufffc", "\ufdd0", "\ufdd1", FAMILY, "e\u0301",
     "\u0633\u0644\u0627\u0645", "<b>", "&amp;", "<think>", "x" * (LONGEST_RUN + 1), ORNAMENT]
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=20)), max_size=12
).map("".join)


@pytest.fixture(scope="module")
def reading(qapp):
    """A view for many texts, not on the screen."""
    return ReadingView()


@pytest.fixture
def view(qtbot, theme):
    made = ReadingView()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    yield made
    made.close()


def copied(view):
    view.selectAll()
    return view.createMimeDataFromSelection().text()


@given(text=TEXTS, ornament=st.sampled_from(["", ORNAMENT]))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@example("a\n", "")
@example("\n", ORNAMENT)
@example("\ufdd0", ORNAMENT)
@example("\ufeff", "")
@example("\r", "")
@example("\0\0\0", ORNAMENT)
@example("x" * 100_000, ORNAMENT)
@example(f"\u202e{FAMILY}\u202c\u0000{'y' * LONGEST_RUN}\0", ORNAMENT)
def test_selecting_all_and_copying_gives_the_text_back(reading, text, ornament):
    reading.show_parts([Part(text)], ornament)
    reading.selectAll()
    assert original_text(reading.textCursor()) == text.replace("\r\n", "\n")


@given(text=st.text(alphabet="ab \n\0\u202e" + FAMILY, max_size=12), data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_what_is_copied_of_a_part_is_in_the_text(reading, text, data):
    reading.show_parts([Part(text)], ORNAMENT)
    ends = st.integers(0, reading.document().characterCount() - 1)
    cursor = QTextCursor(reading.document())
    cursor.setPosition(data.draw(ends))
    cursor.setPosition(data.draw(ends), QTextCursor.MoveMode.KeepAnchor)
    reading.setTextCursor(cursor)
    part = reading.createMimeDataFromSelection().text()
    assert part in text + "\n"


def test_line_breaks_of_windows_are_shown_as_line_breaks(view):
    view.show_parts([Part("a\r\nb")])
    assert view.toPlainText() == "a\nb"


def test_the_copy_key_copies_the_text(view):
    view.show_parts([Part("left\0\u200b right")], ORNAMENT)
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == "left\0\u200b right"


COPY_AND_END = """
from PySide6.QtWidgets import QApplication
from real_desktop.gui.reading_view import Part, ReadingView
app = QApplication([])
view = ReadingView()
view.show_parts([Part("text")])
view.selectAll()
view.copy()
print(app.clipboard().text())
"""


def test_a_program_that_copied_ends_without_a_crash():
    command = [sys.executable, "-c", COPY_AND_END]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "text\n")


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "<think>hm</think>", "&amp; &lt;", "a<b and c>d", "# *not* `markdown`"]
)
def test_markup_appears_as_written(view, text):
    view.show_parts([Part(text)])
    assert view.toPlainText() == text


@pytest.mark.parametrize(
    ("character", "mark"),
    [("\0", "␀"), ("\x1b", "␛"), ("\u202e", "⟨U+202E⟩"), ("\u200b", "⟨U+200B⟩")],
)
def test_what_cannot_be_seen_stands_as_a_mark(view, character, mark):
    view.show_parts([Part(f"a{character}b")])
    assert view.toPlainText() == f"a{mark}b"


def test_several_parts_stand_under_their_headings_which_are_not_copied(view):
    view.show_parts([Part("be kind", "SYSTEM"), Part("hello", "USER")])
    assert view.toPlainText() == "SYSTEM\nbe kind\nUSER\nhello"
    assert copied(view) == "be kind\nhello"


def test_the_ornament_is_seen_and_never_copied(view):
    view.show_parts([Part("text")], ORNAMENT)
    assert ORNAMENT in view.toPlainText()
    assert copied(view) == "text"


def test_no_image_is_loaded_from_the_net_or_the_disk(view, qtbot):
    picture = QUrl.fromLocalFile(str(resource("icons/real-desktop-32.png")))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        remote = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        text = f'<img src="{remote}"> ![x]({remote}) <img src="{picture.toString()}">'
        view.show_parts([Part(text)])
        view.grab()
        qtbot.wait(50)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert view.toPlainText() == text
    assert not any(made.isImageFormat() for made in view.document().allFormats())
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not view.document().resource(kind, picture)


def test_the_text_cannot_be_changed(view, qtbot):
    view.show_parts([Part("text")])
    qtbot.keyClicks(view, "typed")
    view.paste()
    view.cut()
    assert view.toPlainText() == "text"


def test_a_new_text_starts_at_the_top(view):
    view.show_parts([Part("line\n" * 300)])
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert view.is_end_in_view
    view.show_parts([Part("other\n" * 300)])
    assert bar.value() == 0
    assert not view.is_end_in_view


@pytest.mark.parametrize("width", [500, 1000, 2400])
def test_lines_are_never_too_long_to_read(view, qtbot, width):
    view.resize(width, 400)
    qtbot.wait(1)
    view.show_parts([Part(PROSE)])
    lengths = characters_of_lines(view)
    assert max(lengths) <= LINE_CHARACTERS + 4
    if width > 1000:
        assert max(lengths) >= LINE_CHARACTERS - 8


def characters_of_lines(view):
    view.document().size()
    layout = view.document().firstBlock().layout()
    return [layout.lineAt(i).textLength() for i in range(layout.lineCount())]


def test_a_megabyte_without_white_space_is_there_at_once(view):
    began = time.monotonic()
    view.show_parts([Part("x" * 1_000_000)], ORNAMENT)
    assert view.document().size().height() > 10_000
    view.grab()
    assert time.monotonic() - began < 2


def test_a_change_of_type_keeps_the_text_and_its_lines(view, theme):
    view.show_parts([Part("a\0b")], ORNAMENT)
    before = view.toPlainText()
    theme.set_percent(200)
    assert view.toPlainText() == before
    assert copied(view) == "a\0b"


def test_it_does_not_take_the_keys_of_the_page_unless_it_is_clicked(view):
    assert view.focusPolicy() is Qt.FocusPolicy.ClickFocus


def test_pages_turn_by_what_is_seen_and_stop_at_the_ends(view, qtbot):
    view.show_parts([Part(PROSE * 3)])
    qtbot.wait(10)
    bar = view.verticalScrollBar()
    view.turn_pages(1)
    assert 0 < bar.value() < view.viewport().height()
    view.turn_pages(99)
    assert bar.value() == bar.maximum()
    view.turn_pages(-99)
    assert bar.value() == 0


@pytest.mark.parametrize("change", ["larger", "dark"])
def test_the_place_and_the_selection_stay_when_the_looks_change(view, theme, qtbot, change):
    view.show_parts([Part("\n".join(f"Line {n}: {PROSE[:200]}" for n in range(120)))])
    qtbot.wait(10)
    view.verticalScrollBar().setValue(2_000)
    top = view.cursorForPosition(QPoint(0, 0)).position()
    selected = view.textCursor()
    selected.setPosition(40)
    selected.setPosition(60, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(selected)
    view.verticalScrollBar().setValue(2_000)
    text = view.textCursor().selectedText()
    theme.larger() if change == "larger" else theme.apply(is_dark=True)
    qtbot.wait(20)
    now = view.cursorForPosition(QPoint(0, 0)).position()
    assert abs(now - top) <= 3 * LINE_CHARACTERS
    assert view.textCursor().selectedText() == text
    theme.apply(is_dark=False)


def test_the_wheel_scrolls_over_the_blank_margin_too(view, qtbot):
    view.resize(1_400, 400)
    view.show_parts([Part(PROSE * 3)])
    qtbot.wait(10)
    at = QPointF(view.width() - 60, 200)
    assert not view.viewport().geometry().contains(at.toPoint())
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(view, event)
    assert view.verticalScrollBar().value() > 0
