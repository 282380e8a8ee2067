import sys

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from real_desktop.gui import desktop_bus
from real_desktop.gui.notifier import Notifier
from real_desktop.gui.preferences import Preferences
from real_desktop.session.settings import Settings

SAID = ("small: embedding is done", "15 texts embedded in 2 s; 5 pairs are ready to judge.")


@pytest.fixture
def desktop(monkeypatch):
    """What the desktop was asked to show, and whether it has a tray, and our window in front."""

    class Desktop:
        shown, has_tray, is_in_front = [], False, False

    monkeypatch.setattr(desktop_bus, "notify", lambda *said: Desktop.shown.append(said))
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: Desktop.has_tray)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _tray, *said: Desktop.shown.append(("tray", *said))
    )
    active = lambda: QWidget() if Desktop.is_in_front else None  # noqa: E731
    monkeypatch.setattr(QApplication, "activeWindow", active)
    monkeypatch.setattr(sys, "platform", "linux")
    return Desktop


@pytest.fixture
def make_notifier(qtbot):
    def make(**settings):
        window = QWidget()
        qtbot.addWidget(window)
        return Notifier(window, Preferences(Settings(**settings), window))

    return make


def test_somebody_who_looks_at_another_window_gets_a_message(desktop, make_notifier):
    make_notifier().tell(*SAID)
    assert desktop.shown == [SAID]


def test_nothing_is_shown_to_somebody_who_sees_the_window(desktop, make_notifier):
    desktop.is_in_front = True
    make_notifier().tell(*SAID)
    assert desktop.shown == []


def test_messages_can_be_switched_off(desktop, make_notifier):
    make_notifier(notifies=False).tell(*SAID)
    assert desktop.shown == []


def test_other_systems_without_a_tray_show_nothing(desktop, make_notifier, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    make_notifier().tell(*SAID)
    assert desktop.shown == []


def test_a_tray_has_the_icon_only_for_the_message(desktop, make_notifier, qtbot):
    desktop.has_tray = True
    notifier = make_notifier()
    notifier.tell(*SAID)
    notifier.tell(*SAID)
    (first, second) = desktop.shown
    assert first[:3] == second[:3] == ("tray", *SAID)
    qtbot.wait(1)
    (tray,) = notifier.findChildren(QSystemTrayIcon)
    tray.messageClicked.emit()
    qtbot.wait(1)
    assert notifier.findChildren(QSystemTrayIcon) == []
