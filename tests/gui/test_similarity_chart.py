import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from real_desktop.gui.similarity_chart import SimilarityChart, in_words
from real_desktop.session.selection_preview import SimilarityHistogram

EDGES = (0.2, 0.4, 0.6, 0.8)
FOUND = SimilarityHistogram(EDGES, every=(10, 30, 60), chosen=(3, 1, 0), control=(0, 0, 2))


@pytest.fixture
def chart(qtbot, theme):
    made = SimilarityChart()
    qtbot.addWidget(made)
    made.resize(600, made.height())
    made.show()
    made.show_histogram(FOUND, 0.75)
    qtbot.wait(20)
    return made


def place_of(chart, x, y):
    """A point of the chart in the widget."""
    at = chart._box.mapViewToScene(QPointF(x, y))
    return chart._view.mapTo(chart, chart._view.mapFromScene(at))


def colour_at(chart, x, y):
    at = place_of(chart, x, y)
    return QColor(chart.grab().toImage().pixelColor(at))


def is_near(colour, other):
    return all(
        abs(a - b) < 40 for a, b in zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True)
    )


def test_the_area_of_each_group_is_its_whole(chart):
    """Shares of 0.75, 0.1 and 0.6 in columns 0.2 wide are heights of 3.75, 0.5 and 3."""
    role, colours = QPalette.ColorRole, QApplication.palette()
    blue = colour_at(chart, 0.33, 3.0)
    assert abs(blue.hue() - colours.color(role.Highlight).hue()) < 8
    assert is_near(colour_at(chart, 0.33, 4.2), colours.color(role.Base))
    grey = colours.color(QPalette.ColorGroup.Disabled, role.WindowText)
    assert is_near(colour_at(chart, 0.67, 1.5), grey)
    assert is_near(colour_at(chart, 0.67, 3.5), colours.color(role.Base))
    control = max(one.height for one in chart._columns["control"])
    assert control == pytest.approx(5)


def test_it_follows_light_and_dark(chart, theme, qtbot):
    before = colour_at(chart, 0.5, 4.5)
    theme.apply(is_dark=True)
    qtbot.wait(20)
    after = colour_at(chart, 0.5, 4.5)
    assert before.lightness() > 200
    assert after.lightness() < 60
    theme.apply(is_dark=False)


def test_it_grows_with_the_type(chart, theme, qtbot):
    before = chart.height()
    theme.set_percent(200)
    qtbot.waitUntil(lambda: chart.height() > 1.7 * before)


def test_the_mouse_tells_a_column_in_numbers(chart):
    QTest.mouseMove(chart, place_of(chart, 0.7, 0.1))
    said = chart.toolTip()
    assert said.split("\n") == [
        "all: 60 (60 %) from 0.60 to 0.80", "chosen: 0 (0.0 %) from 0.60 to 0.80",
        "control: 2 (100 %) from 0.60 to 0.80",
    ]  # fmt: skip
    QTest.mouseMove(chart, QPoint(1, 1))
    assert chart.toolTip() == ""


def test_those_who_do_not_see_it_are_told_where_half_of_each_group_lies(chart):
    assert chart.accessibleDescription() == in_words(FOUND)
    assert in_words(FOUND) == (
        "Similarity: half of all pairs below 0.70, half of the chosen below 0.30,"
        " half of the control below 0.70"
    )
    assert in_words(SimilarityHistogram()) == "No similarity is known"


@pytest.mark.parametrize("ceiling", [None, 0.75, -1.0, 1.0])
@pytest.mark.parametrize(
    "found",
    [
        SimilarityHistogram((0.98, 1.0), (5,), (5,), (0,)),
        SimilarityHistogram(EDGES, (1, 0, 1), (0, 0, 0), (0, 0, 0)),
        SimilarityHistogram(),
    ],
)
def test_few_and_no_pairs_are_no_trouble(chart, found, ceiling):
    chart.show_histogram(found, ceiling)
    chart.grab()
    assert not chart._view.hasFocus()
    assert chart._view.focusPolicy() is Qt.FocusPolicy.NoFocus
