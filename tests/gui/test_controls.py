import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from real_desktop.gui.controls import CheckBox, ComboBox, NumberBox


@pytest.fixture
def shown(qtbot, theme):
    """Show a control in a window of its own."""

    windows = []

    def show(control):
        window = QWidget()
        windows.append(window)
        QVBoxLayout(window).addWidget(control)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.setFocus()
        return control

    yield show
    windows.clear()


def turn_wheel(control):
    at = QPointF(control.rect().center())
    event = QWheelEvent(
        at, control.mapToGlobal(at), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(control, event)


def combo():
    box = ComboBox()
    box.addItems(["one", "two", "three"])
    return box


@pytest.mark.parametrize(
    ("make", "value"),
    [(combo, ComboBox.currentIndex), (NumberBox, NumberBox.value)],
    ids=["combo", "number"],
)
def test_the_wheel_turns_a_box_only_while_it_has_the_focus(shown, make, value):
    box = shown(make())
    if isinstance(box, NumberBox):
        box.setValue(5)
    before = value(box)
    turn_wheel(box)
    assert value(box) == before
    box.setFocus()
    turn_wheel(box)
    assert value(box) != before


def test_the_whole_check_box_can_be_clicked_and_space_ticks_it(shown):
    box = shown(CheckBox())
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_a_tick_is_seen(shown):
    box = shown(CheckBox())
    empty = box.grab().toImage()
    box.setChecked(True)
    assert box.grab().toImage() != empty
