from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette

from real_desktop.gui.panel import KeyCap, Label
from real_desktop.gui.reading_view import ReadingView
from real_desktop.gui.theme import DARK, LIGHT, READING, SIZES, palette

SCHEMES = {"light": LIGHT, "dark": DARK}
LEGIBLE = 4.5


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """WCAG 2.2, relative luminance."""

    def linear(share):
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    parts = (linear(part) for part in (made.redF(), made.greenF(), made.blueF()))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_every_text_is_legible(colours):
    surfaces = (colours.ground, colours.panel, colours.inset)
    for text, surface in product((colours.text, colours.muted), surfaces):
        assert contrast(text, surface) >= LEGIBLE
    assert contrast(colours.on_accent, colours.accent) >= LEGIBLE


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_the_accent_can_be_seen_on_every_surface(colours):
    for surface in (colours.ground, colours.panel, colours.inset):
        assert contrast(colours.accent, surface) >= 3


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_qt_paints_with_these_colours(colours):
    made, role = palette(colours), QPalette.ColorRole
    for name, colour in {
        role.Window: colours.ground, role.Base: colours.panel, role.Text: colours.text,
        role.WindowText: colours.text, role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent, role.HighlightedText: colours.on_accent,
    }.items():  # fmt: skip
        assert made.color(name) == QColor(colour)


def test_it_follows_the_system(theme, qapp):
    hints = qapp.styleHints()
    for scheme, colours in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        hints.colorSchemeChanged.emit(scheme)
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(colours.ground)


def test_a_change_of_scheme_reaches_a_window_that_is_open(window, qapp, qtbot):
    def ground():
        return window.grab(window.rect()).toImage().pixelColor(5, window.height() - 5)

    assert ground() == QColor(LIGHT.ground)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    qtbot.wait(10)
    assert ground() == QColor(DARK.ground)


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_all_type_grows_and_shrinks(theme, qtbot, percent):
    label, text, cap = Label("label", factor=1.5), ReadingView(), KeyCap("1")
    for widget in (label, text, cap):
        qtbot.addWidget(widget)
    normal = theme._base_points
    cap_before = cap.sizeHint()
    theme.set_percent(percent)
    assert label.font().pointSizeF() == pytest.approx(normal * 1.5 * percent / 100)
    assert text.font().pointSizeF() == pytest.approx(normal * READING * percent / 100)
    assert grew(cap_before, cap.sizeHint()) == (percent > 100) - (percent < 100)


def grew(before: QSize, after: QSize):
    return (after.height() > before.height()) - (after.height() < before.height())


def test_larger_and_smaller_go_through_the_sizes_and_stop_at_the_ends(theme):
    theme.set_percent(SIZES[0])
    seen = [theme.percent]
    for _ in range(len(SIZES) + 2):
        theme.larger()
        seen.append(theme.percent)
    assert seen[: len(SIZES)] == list(SIZES)
    assert seen[-1] == SIZES[-1]
    for _ in range(len(SIZES) + 2):
        theme.smaller()
    assert theme.percent == SIZES[0]


@pytest.mark.parametrize(("asked", "got"), [(10, 80), (1000, 200), (125, 125)])
def test_a_size_out_of_range_is_brought_into_it(theme, asked, got):
    theme.set_percent(asked)
    assert theme.percent == got
