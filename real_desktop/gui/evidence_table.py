"""One strategy beside its control: a row a measure, with its intervals as text and as lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from real_desktop.core.evidence_rows import (
    EvidenceRow,
    Figure,
    Unit,
    between,
    difference_between,
    difference_in_unit,
    in_unit,
)
from real_desktop.gui.interval_bar import Bar, IntervalBars
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE

COLUMNS = 4
HALF = ("longer", "left")
"""The measures where one half is no leaning."""


class EvidenceTable(Panel):
    """All rows of a comparison."""

    def __init__(self, strategy: str, rows: list[EvidenceRow]) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE + 4, 2 * SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        for column, title in enumerate(("", strategy, "control", "difference")):
            grid.setColumnStretch(column, 1)
            grid.addWidget(_wrapped(title, factor=0.9, is_quiet=True), 0, column)
        for row in rows:
            self._add(row)

    def _add(self, row: EvidenceRow) -> None:
        grid, first = self._grid, self._grid.rowCount()
        grid.addWidget(_Line(), first, 0, 1, COLUMNS)
        name = _stacked(Label(row.title, is_bold=True), row.about)
        grid.addWidget(name, first + 1, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        for column, figure in ((1, row.selected), (2, row.control)):
            grid.addWidget(_figure(figure, row.unit), first + 1, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_difference(row), first + 1, 3, 2, 1, Qt.AlignmentFlag.AlignTop)
        bars = _bars(row)
        if bars:
            grid.addWidget(bars, first + 2, 1, 1, 2, Qt.AlignmentFlag.AlignTop)


class _Line(QWidget):
    """A thin line between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self.palette().color(QPalette.ColorRole.Mid)
        QPainter(self).fillRect(0, self.height() // 2, self.width(), 1, line)


def _figure(figure: Figure, unit: Unit) -> QWidget:
    if figure.value is None:
        return _stacked(Label("\N{EN DASH}", is_quiet=True), f"n {figure.n:,}" * bool(figure.n))
    interval = f"{between(figure.interval, unit)}\n" if figure.interval else ""
    return _stacked(Label(in_unit(figure.value, unit)), f"{interval}n {figure.n:,}")


def _difference(row: EvidenceRow) -> QWidget:
    if row.difference is None:
        return _stacked(Label("\N{EN DASH}", is_quiet=True), "")
    value, interval = row.difference
    is_told = interval[0] > 0 or interval[1] < 0
    said = Label(difference_in_unit(value, row.unit), is_bold=is_told)
    return _stacked(said, difference_between(interval, row.unit))


def _bars(row: EvidenceRow) -> IntervalBars | None:
    known = [
        end
        for figure in (row.selected, row.control)
        if figure.value is not None
        for end in (figure.value, *(figure.interval or ()))
    ]
    if not known:
        return None
    low = min(0.0, *known)
    high = max(known) * 1.1 if row.unit is Unit.SECONDS else 1.0
    scale = max(high - low, 1e-9)
    bars = []
    for figure, is_loud in ((row.selected, True), (row.control, False)):
        if figure.value is not None:
            ends = figure.interval or (figure.value, figure.value)
            value, start, end = ((one - low) / scale for one in (figure.value, *ends))
            bars.append(Bar(value, start, end, is_loud))
    return IntervalBars(tuple(bars), 0.5 if row.key in HALF else None)


def _stacked(said: Label, more: str) -> QWidget:
    said.setWordWrap(True)
    block = QWidget()
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(said)
    if more:
        layout.addWidget(_wrapped(more, factor=0.9, is_quiet=True))
    return block


def _wrapped(text: str, *, factor: float = 1.0, is_quiet: bool = False) -> Label:
    label = Label(text, factor=factor, is_quiet=is_quiet)
    label.setWordWrap(True)
    return label
