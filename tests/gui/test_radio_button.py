import pytest
from PySide6.QtGui import QPalette

from real_desktop.gui.radio_button import RadioButton
from real_desktop.gui.theme import DARK, LIGHT, palette
from tests.gui.test_theme import contrast

VISIBLE = 3.0
"""WCAG 2.2, 1.4.11: what shows the state of a control."""


def colours_of(button):
    image = button.grab().toImage()
    size = button.fontMetrics().height()
    return {image.pixelColor(x, y).name() for x in range(size) for y in range(image.height())}


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def colours(request):
    return request.param


@pytest.fixture
def radio(qtbot, colours):
    made = RadioButton("Some choice")
    qtbot.addWidget(made)
    made.setPalette(palette(colours))
    made.resize(made.sizeHint())
    return made


@pytest.mark.parametrize("is_checked", [True, False])
def test_the_ring_is_seen(radio, colours, is_checked):
    radio.setAutoExclusive(False)
    radio.setChecked(is_checked)
    ground = radio.palette().color(QPalette.ColorRole.Window).name()
    assert max(contrast(found, ground) for found in colours_of(radio)) >= VISIBLE


def test_what_is_chosen_looks_otherwise(radio):
    before = radio.grab().toImage()
    radio.setChecked(True)
    assert radio.grab().toImage() != before


def test_it_grows_with_the_type(radio):
    before, size = radio.text_left, radio.sizeHint()
    font = radio.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    radio.setFont(font)
    assert radio.text_left > 1.6 * before - 8
    assert radio.sizeHint().height() > 1.6 * size.height()
