import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.text_field import TextField


@pytest.fixture
def field(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    made, other = TextField(), TextField()
    layout.addWidget(other)
    layout.addWidget(made)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    other.setFocus()
    yield made
    page.close()


def test_it_is_as_high_as_a_button(field):
    assert field.sizeHint().height() == BigButton("Choose…").sizeHint().height()


def test_the_focus_is_seen(field, qtbot):
    before = field.grab().toImage()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.grab().toImage().pixelColor(field.width() // 2, 0) != before.pixelColor(
        field.width() // 2, 0
    )


def test_the_ground_follows_the_theme(field, theme):
    def lightness():
        image = field.grab().toImage()
        return image.pixelColor(field.width() // 2, field.height() // 2).lightness()

    theme.apply(is_dark=False)
    assert lightness() > 200
    theme.apply(is_dark=True)
    assert lightness() < 100
