"""How similar all pairs are, those that would be asked, and the random ones among them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from real_desktop.core.percent import percent
from real_desktop.gui.theme import scaled
from real_desktop.session.selection_preview import SimilarityHistogram

pg.setConfigOption("exitCleanup", False)  # noqa: FBT003 - a setting's value

LINES_HIGH = 11
GAP = 0.1
"""The part of a column's width that is left free."""

VEIL = 205
"""How opaque the chosen are: what lies behind them is still seen."""


class SimilarityChart(QWidget):
    """Three histograms over one another, each as shares of its own group.

    All pairs are grey columns, the chosen ones blue columns, the control an orange line, so that
    they differ in shape and lightness, not in colour alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self._histogram = SimilarityHistogram()
        self._ceiling: float | None = None
        self._plot = plot = pg.PlotWidget()
        # The wheel scrolls the page, and the mouse tells the columns; see mouseMoveEvent.
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.hideAxis("left")
        plot.getAxis("bottom").setStyle(tickLength=4)
        plot.getPlotItem().layout.setContentsMargins(2, 4, 2, 0)
        self.setMouseTracking(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(plot)
        self._dress()

    def show_histogram(self, histogram: SimilarityHistogram, ceiling: float | None) -> None:
        """Show other counts, and the ceiling as a line."""
        self._histogram, self._ceiling = histogram, ceiling
        self.setAccessibleDescription(in_words(histogram))
        self._draw()

    def _draw(self) -> None:
        self._plot.clear()
        found, colours, role = self._histogram, self.palette(), QPalette.ColorRole
        if not found.edges:
            return
        grey = colours.color(QPalette.ColorGroup.Disabled, role.WindowText)
        blue = QColor(colours.color(role.Highlight))
        blue.setAlpha(VEIL)
        self._plot.addItem(_columns(found.edges, found.every, grey))
        self._plot.addItem(_columns(found.edges, found.chosen, blue))
        if sum(found.control):
            pen = pg.mkPen(colours.color(role.BrightText), width=2)
            control = _outline(found.edges, found.control)
            self._plot.addItem(
                pg.PlotCurveItem(*control, stepMode="center", pen=pen, antialias=True)
            )
        self._draw_ceiling(colours.color(role.Text))
        self._fit()

    def _draw_ceiling(self, colour: QColor) -> None:
        if self._ceiling is None:
            return
        pen = pg.mkPen(colour, width=1.5, style=Qt.PenStyle.DashLine)
        line = pg.InfiniteLine(
            self._ceiling, pen=pen, label=f"ceiling {self._ceiling:.3g}",
            labelOpts={"position": 0.94, "color": colour, "anchors": [(1.05, 0.5), (1.05, 0.5)]},
        )  # fmt: skip
        line.label.setFont(scaled(self.font(), 0.85))
        self._plot.addItem(line)

    def _fit(self) -> None:
        found = self._histogram
        ends = (found.edges[0], found.edges[-1])
        ceiling = ends[1] if self._ceiling is None else self._ceiling
        highest = max(max(_shares(one)) for one in (found.every, found.chosen, found.control))
        self._plot.setXRange(min(ends[0], ceiling), max(ends[1], ceiling), padding=0.02)
        self._plot.setYRange(0, highest * 1.14, padding=0)

    def _dress(self) -> None:
        """Take on the colours and the size of type of the moment."""
        colours, role = self.palette(), QPalette.ColorRole
        self._plot.setBackground(colours.color(role.Base))
        axis, font = self._plot.getAxis("bottom"), scaled(self.font(), 0.85)
        axis.setPen(pg.mkPen(colours.color(role.Mid)))
        axis.setTextPen(pg.mkPen(colours.color(role.PlaceholderText)))
        axis.setStyle(tickFont=font)
        axis.setHeight(round(self.fontMetrics().height() * 1.5))
        self.setFixedHeight(self.fontMetrics().height() * LINES_HIGH)
        self._draw()

    def _tell_column(self, x: float) -> None:
        """What stands at this similarity, as a tooltip."""
        found = self._histogram
        column = bisect_right(found.edges, x) - 1
        if not 0 <= column < len(found.every):
            self.setToolTip("")
            return
        parts = [f"Similarity {found.edges[column]:.2f} to {found.edges[column + 1]:.2f}"]
        groups = (("all", found.every), ("chosen", found.chosen), ("control", found.control))
        for name, counts in groups:
            if sum(counts):
                share = percent(counts[column] / sum(counts))
                parts.append(f"{name}: {counts[column]:,} ({share})")
        self.setToolTip("\n".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._plot.mapToScene(self._plot.mapFrom(self, event.position().toPoint()))
        self._tell_column(self._plot.getPlotItem().vb.mapSceneToView(at).x())


def in_words(histogram: SimilarityHistogram) -> str:
    """Where half of each group lies, for those who do not see the chart."""
    groups = (
        ("all pairs", histogram.every),
        ("the chosen", histogram.chosen),
        ("the control", histogram.control),
    )
    said = [
        f"half of {name} below {_median(histogram.edges, counts):.2f}"
        for name, counts in groups
        if sum(counts)
    ]
    return f"Similarity: {', '.join(said)}" if said else "No similarity is known"


def _columns(edges: Sequence[float], counts: Sequence[int], colour: QColor) -> pg.BarGraphItem:
    left, right = np.array(edges[:-1]), np.array(edges[1:])
    gap = (right - left) * GAP / 2
    return pg.BarGraphItem(
        x0=left + gap, x1=right - gap, height=_shares(counts), pen=None, brush=colour
    )


def _outline(edges: Sequence[float], counts: Sequence[int]) -> tuple[list[float], list[float]]:
    """The columns as one line that begins and ends on the ground."""
    return [edges[0], *edges, edges[-1]], [0.0, *_shares(counts), 0.0]


def _shares(counts: Sequence[int]) -> list[float]:
    total = sum(counts)
    return [count / total if total else 0.0 for count in counts]


def _median(edges: Sequence[float], counts: Sequence[int]) -> float:
    """The middle of the column that the middle one lies in."""
    column = int(np.searchsorted(np.cumsum(counts), sum(counts) / 2))
    return (edges[column] + edges[column + 1]) / 2
