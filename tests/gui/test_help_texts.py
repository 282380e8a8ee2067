from PySide6.QtWidgets import QScrollArea

from real_desktop.gui.actions import ACTIONS
from real_desktop.gui.help_texts import show_keys
from real_desktop.gui.panel import KeyCap
from tests.gui.hands import texts_of


def test_every_action_with_a_key_is_listed_and_seen_without_scrolling(welcome, qtbot):
    dialog = show_keys(welcome)
    said = texts_of(dialog)
    assert all(spec.text.replace("…", "") in said for spec in ACTIONS if spec.keys)
    qtbot.wait(20)
    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() == 0
    dialog.close()


def test_the_two_columns_are_about_as_long(welcome):
    dialog = show_keys(welcome)
    lefts = [cap.mapTo(dialog, cap.rect().topLeft()).x() for cap in dialog.findChildren(KeyCap)]
    counts = sorted(lefts.count(x) for x in set(lefts))
    assert len(counts) == 2
    assert counts[1] - counts[0] <= 8
    dialog.close()


def test_large_type_scrolls_and_keeps_the_button(welcome, theme, qtbot):
    theme.set_percent(200)
    dialog = show_keys(welcome)
    qtbot.wait(20)
    assert dialog.height() <= dialog.screen().availableSize().height()
    assert dialog.rect().contains(dialog.go.geometry())
    dialog.close()
