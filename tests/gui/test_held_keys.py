import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from real_desktop.gui.held_keys import HeldKeys
from tests.gui.hands import NO_KEY

RELEASE, OVERRIDE = QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride
ONE, TWO = Qt.Key.Key_1, Qt.Key.Key_2


@pytest.fixture
def held_keys(qapp):
    return HeldKeys()


def is_kept_from_shortcuts(held_keys, kind, key, at_ms):
    event = QKeyEvent(kind, key, NO_KEY)
    event.setTimestamp(at_ms)
    event.ignore()
    return held_keys.eventFilter(None, event) and event.isAccepted()


@pytest.mark.parametrize(
    ("key", "at_ms", "is_kept"),
    [(ONE, 1000, True), (ONE, 1001, True), (ONE, 1040, False), (TWO, 1000, False)],
)
def test_a_press_in_the_moment_of_its_release_is_a_repeat(held_keys, key, at_ms, is_kept):
    assert not is_kept_from_shortcuts(held_keys, OVERRIDE, ONE, 900)
    assert not is_kept_from_shortcuts(held_keys, RELEASE, ONE, 1000)
    assert is_kept_from_shortcuts(held_keys, OVERRIDE, key, at_ms) is is_kept


def test_other_events_pass(held_keys):
    assert held_keys.eventFilter(None, QEvent(QEvent.Type.Enter)) is False
