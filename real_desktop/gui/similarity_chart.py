"""How similar all pairs are, those that would be asked, and the random ones among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPalette, QTransform
from PySide6.QtWidgets import (
    QGraphicsGridLayout,
    QGraphicsSimpleTextItem,
    QVBoxLayout,
    QWidget,
)

from real_desktop.core.histogram_columns import Column, column_at, columns_of
from real_desktop.core.percent import percent
from real_desktop.gui.preview_words import written
from real_desktop.gui.theme import SPACE, scaled
from real_desktop.session.selection_preview import SimilarityHistogram

pg.setConfigOption("exitCleanup", False)  # noqa: FBT003 - a setting's value

LINES_HIGH = 11
HEADROOM = 1.14
GAP = 0.1
"""The part of a column's width that is left free."""

VEIL = 205
"""How opaque the chosen are: what lies behind them is still seen."""


class SimilarityChart(QWidget):
    """Three histograms over one another, the area of each the whole of its own group.

    All pairs are grey columns, the chosen ones blue columns, the control an orange line, so that
    they differ in shape and lightness, not in colour alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self._histogram = SimilarityHistogram()
        self._ceiling: float | None = None
        self._columns = dict[str, list[Column]]()
        self._view, self._box = pg.GraphicsView(), pg.ViewBox(enableMouse=False, enableMenu=False)
        self._axis = pg.AxisItem("bottom", maxTickLength=4)
        # The wheel scrolls the page, and the mouse tells the columns; see mouseMoveEvent.
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._lay_out()
        self._dress()

    def show_histogram(self, histogram: SimilarityHistogram, ceiling: float | None) -> None:
        """Show other counts, and the ceiling as a line."""
        self._histogram, self._ceiling = histogram, ceiling
        groups = {"all": histogram.every, "chosen": histogram.chosen, "control": histogram.control}
        self._columns = {
            name: columns_of(histogram.edges, counts) for name, counts in groups.items()
        }
        self.setAccessibleDescription(in_words(histogram))
        self._draw()

    def _lay_out(self) -> None:
        """A box with one axis: pyqtgraph's ready plot has four of them, and takes 50 ms."""
        plot, grid = pg.GraphicsWidget(), QGraphicsGridLayout()
        grid.setContentsMargins(2, 4, 2, 0)
        grid.setVerticalSpacing(0)
        grid.addItem(self._box, 0, 0)
        grid.addItem(self._axis, 1, 0)
        plot.setLayout(grid)
        self._axis.enableAutoSIPrefix(enable=False)
        self._axis.linkToView(self._box)
        self._view.setCentralItem(plot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    def _draw(self) -> None:
        self._box.clear()
        found, colours, role = self._histogram, self.palette(), QPalette.ColorRole
        if not found.edges:
            return
        grey = colours.color(QPalette.ColorGroup.Disabled, role.WindowText)
        blue = QColor(colours.color(role.Highlight))
        blue.setAlpha(VEIL)
        self._box.addItem(_bars(self._columns["all"], grey))
        self._box.addItem(_bars(self._columns["chosen"], blue))
        if self._columns["control"]:
            pen = pg.mkPen(colours.color(role.BrightText), width=2)
            line = _outline(self._columns["control"])
            self._box.addItem(pg.PlotCurveItem(*line, stepMode="center", pen=pen, antialias=True))
        self._draw_ceiling(colours.color(role.Text), self._fit())

    def _draw_ceiling(self, colour: QColor, top: float) -> None:
        if self._ceiling is None:
            return
        pen = pg.mkPen(colour, width=1.5, style=Qt.PenStyle.DashLine)
        self._box.addItem(pg.InfiniteLine(self._ceiling, pen=pen))
        name = QGraphicsSimpleTextItem(f"ceiling {self._ceiling:.3g}")
        name.setFont(scaled(self.font(), 0.85))
        name.setBrush(colour)
        name.setFlag(QGraphicsSimpleTextItem.GraphicsItemFlag.ItemIgnoresTransformations)
        name.setPos(self._ceiling, top)
        is_on_the_left = self._ceiling < sum(self._ends) / 2
        left = SPACE if is_on_the_left else -SPACE - name.boundingRect().width()
        name.setTransform(QTransform.fromTranslate(left, 0))
        self._box.addItem(name, ignoreBounds=True)

    @property
    def _ends(self) -> tuple[float, float]:
        """The lowest and the highest similarity that there is room for."""
        first, last = self._histogram.edges[0], self._histogram.edges[-1]
        if self._ceiling is None:
            return first, last
        return min(first, self._ceiling), max(last, self._ceiling)

    def _fit(self) -> float:
        """Make room for everything, and tell how high it is."""
        top = HEADROOM * max(one.height for found in self._columns.values() for one in found)
        self._box.setXRange(*self._ends, padding=0.02)
        self._box.setYRange(0, top, padding=0)
        return top

    def _dress(self) -> None:
        """Take on the colours and the size of type of the moment."""
        colours, role = self.palette(), QPalette.ColorRole
        self._view.setBackground(colours.color(role.Base))
        self._axis.setPen(pg.mkPen(colours.color(role.Mid)))
        self._axis.setTextPen(pg.mkPen(colours.color(role.PlaceholderText)))
        self._axis.setStyle(tickFont=scaled(self.font(), 0.85))
        self._axis.setHeight(round(self.fontMetrics().height() * 1.5))
        self.setFixedHeight(self.fontMetrics().height() * LINES_HIGH)
        self._draw()

    def _tell_columns(self, x: float) -> None:
        """What stands at this similarity, as a tooltip."""
        lines = []
        for name, columns in self._columns.items():
            if column := column_at(columns, x):
                share = percent(column.count / sum(one.count for one in columns))
                ends = f"{written(column.left)} to {written(column.right)}"
                lines.append(f"{name}: {column.count:,} ({share}) from {ends}")
        self.setToolTip("\n".join(lines))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._view.mapToScene(self._view.mapFrom(self, event.position().toPoint()))
        self._tell_columns(self._box.mapSceneToView(at).x())


def in_words(histogram: SimilarityHistogram) -> str:
    """Where half of each group lies, for those who do not see the chart."""
    groups = (
        ("all pairs", histogram.every),
        ("the chosen", histogram.chosen),
        ("the control", histogram.control),
    )
    said = [
        f"half of {name} below {written(_median(histogram.edges, counts))}"
        for name, counts in groups
        if sum(counts)
    ]
    return f"Similarity: {', '.join(said)}" if said else "No similarity is known"


def _bars(columns: Sequence[Column], colour: QColor) -> pg.BarGraphItem:
    gaps = [(one.right - one.left) * GAP / 2 for one in columns]
    return pg.BarGraphItem(
        x0=[one.left + gap for one, gap in zip(columns, gaps, strict=True)],
        x1=[one.right - gap for one, gap in zip(columns, gaps, strict=True)],
        height=[one.height for one in columns], pen=None, brush=colour,
    )  # fmt: skip


def _outline(columns: Sequence[Column]) -> tuple[list[float], list[float]]:
    """The columns as one line that begins and ends on the ground."""
    first, last = columns[0].left, columns[-1].right
    edges = [first, *(one.left for one in columns), last, last]
    return edges, [0.0, *(one.height for one in columns), 0.0]


def _median(edges: Sequence[float], counts: Sequence[int]) -> float:
    """The middle of the column that the middle one lies in."""
    column = int(np.searchsorted(np.cumsum(counts), sum(counts) / 2))
    return (edges[column] + edges[column + 1]) / 2
