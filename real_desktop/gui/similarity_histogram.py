"""How similar the pairs are: all of them, and those that would be asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from real_desktop.gui.theme import SPACE, scaled
from real_desktop.session.selection_preview import SimilarityHistogram

PLOT_LINES = 7
EMPTY = "No similarity is known without vectors."


class HistogramChart(QWidget):
    """Three histograms over one axis of similarity, each as high as its own highest column.

    All pairs are a filled ground, the chosen ones a full line, the control a dashed line, so
    that they are told apart without colours. A thin line stands at the ceiling.
    """

    def __init__(self) -> None:
        super().__init__()
        self._histogram = SimilarityHistogram()
        self._ceiling: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_histogram(self, histogram: SimilarityHistogram, ceiling: float | None) -> None:
        """Show these counts."""
        self._histogram, self._ceiling = histogram, ceiling
        self.setAccessibleName("Histogram of similarity")
        self.setAccessibleDescription(self._in_words())
        self.update()

    def _in_words(self) -> str:
        found = self._histogram
        if not found.edges:
            return EMPTY
        names = {"all pairs": found.every, "chosen": found.chosen, "control": found.control}
        middles = [(a + b) / 2 for a, b in zip(found.edges, found.edges[1:], strict=False)]
        said = [
            f"{name}: most near {middles[max(range(len(counts)), key=counts.__getitem__)]:.2f}"
            for name, counts in names.items()
            if any(counts)
        ]
        return f"Similarity from {found.edges[0]:.2f} to {found.edges[-1]:.2f}. {'; '.join(said)}."

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(30 * self.fontMetrics().averageCharWidth(), (PLOT_LINES + 3) * line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled(self.font(), 0.92))
        role, colours = QPalette.ColorRole, self.palette()
        if not self._histogram.edges:
            painter.setPen(colours.color(role.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, EMPTY)
            return
        line = painter.fontMetrics().height()
        plot = QRectF(1, line + SPACE, self.width() - 2, self.height() - 2 * line - 2 * SPACE)
        ground, chosen = colours.color(role.Mid), colours.color(role.Highlight)
        control = colours.color(role.Text)
        self._fill(painter, plot, ground)
        self._line(painter, plot, self._histogram.control, QPen(control, 1.5, _DASHED))
        self._line(painter, plot, self._histogram.chosen, QPen(chosen, 2.5))
        self._draw_axis(painter, plot, colours)
        self._draw_key(painter, (ground, chosen, control))

    def _fill(self, painter: QPainter, plot: QRectF, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        steps = self._steps(plot, self._histogram.every)
        painter.drawPolygon(QPolygonF([plot.bottomLeft(), *steps, plot.bottomRight()]))

    def _line(self, painter: QPainter, plot: QRectF, counts: Sequence[int], pen: QPen) -> None:
        if any(counts):
            painter.setPen(pen)
            painter.drawPolyline(self._steps(plot, counts))

    def _steps(self, plot: QRectF, counts: Sequence[int]) -> list[QPointF]:
        most = max(counts) or 1
        found = []
        for count, left, right in zip(
            counts, self._histogram.edges, self._histogram.edges[1:], strict=False
        ):
            y = plot.bottom() - plot.height() * count / most
            found += [QPointF(self._x(plot, left), y), QPointF(self._x(plot, right), y)]
        return found

    def _x(self, plot: QRectF, similarity: float) -> float:
        first, last = self._histogram.edges[0], self._histogram.edges[-1]
        return plot.left() + plot.width() * (similarity - first) / (last - first)

    def _draw_axis(self, painter: QPainter, plot: QRectF, colours: QPalette) -> None:
        first, last = self._histogram.edges[0], self._histogram.edges[-1]
        painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        below = QRectF(plot.left(), plot.bottom(), plot.width(), self.height() - plot.bottom())
        align = Qt.AlignmentFlag
        for text, place in (
            (f"{first:.2f}", align.AlignLeft),
            ("similarity", align.AlignHCenter),
            (f"{last:.2f}", align.AlignRight),
        ):
            painter.drawText(below, place | align.AlignBottom, text)
        if self._ceiling is not None and first < self._ceiling < last:
            x = self._x(plot, self._ceiling)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.PlaceholderText), 1, _DOTTED))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _draw_key(self, painter: QPainter, colours: tuple[QColor, QColor, QColor]) -> None:
        """What is what, above the plot."""
        metrics, x = painter.fontMetrics(), 1.0
        middle, short = metrics.height() / 2, 2.0 * metrics.averageCharWidth()
        pens = (QPen(colours[0], 8), QPen(colours[1], 2.5), QPen(colours[2], 1.5, _DASHED))
        for pen, text in zip(pens, ("all pairs", "chosen", "control"), strict=True):
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, middle), QPointF(x + short, middle))
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            x += short + SPACE
            painter.drawText(QPointF(x, metrics.ascent()), text)
            x += metrics.horizontalAdvance(text) + 2 * SPACE


_DASHED, _DOTTED = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
