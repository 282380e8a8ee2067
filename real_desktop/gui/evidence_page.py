"""What the labels say of the strategies, beside random pairs."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.evidence import Comparison, Evidence, GoldAgreement
from real_desktop.core.evidence_rows import evidence_rows
from real_desktop.core.verdict import finding
from real_desktop.gui.column import COLUMN_WIDTH, ColumnPage
from real_desktop.gui.evidence_table import EvidenceTable
from real_desktop.gui.interval_bar import Bar, IntervalBars
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce
from real_desktop.session.evidence_report import NOTHING_YET, gold_in_words

USUAL_HEIGHT = 20
"""Of a line of type, in pixels, for which the column's width is meant."""

READING = "Reading the labels…"


class EvidencePage(ColumnPage):
    """The verdict on each strategy in words, and what it rests on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Strategy and control")
        self._evidence: Evidence | None = None
        self._state = _paragraph("", is_quiet=True)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(2 * SPACE)
        self.column.addWidget(Label("Strategy and control", factor=1.6, is_bold=True))
        self.column.addWidget(self._state)
        self.column.addLayout(self._parts)
        self.column.addStretch(1)
        self._fit()

    def forget(self) -> None:
        """The labels of another project are to come."""
        self._evidence = None
        self._empty()
        self._state.setText(READING)
        self._state.show()

    def show_evidence(self, found: Evidence) -> None:
        """Show it; what is on the screen already stays as it is."""
        if found == self._evidence:
            return
        self._evidence = found
        self._empty()
        self._state.setText(NOTHING_YET)
        self._state.setVisible(not found.comparisons and not found.gold)
        for one in found.comparisons:
            self._show_comparison(one, is_alone=len(found.comparisons) == 1)
        if found.gold:
            self._add(Label("Gold pairs", factor=1.15, is_bold=True))
            self._add(GoldPanel(found.gold))

    def _show_comparison(self, one: Comparison, *, is_alone: bool) -> None:
        said = finding(one)
        if not is_alone:
            self._add(Label(one.strategy.capitalize(), factor=1.15, is_bold=True))
        self._add(_paragraph(said.words, factor=1.1))
        if said.warning:
            self._add(WarningPanel(said.warning))
        self._add(EvidenceTable(one.strategy, evidence_rows(one)))
        announce(self, said.words)

    def _add(self, part: QWidget) -> None:
        """Shown at once: were it shown with the next event, the page would scroll to its top."""
        self._parts.addWidget(part)
        part.show()

    def _empty(self) -> None:
        while self._parts.count():
            item = self._parts.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()

    def _fit(self) -> None:
        """As wide as the type needs: four columns do not fit into a column of prose."""
        width = round(COLUMN_WIDTH * self.fontMetrics().height() / USUAL_HEIGHT)
        inner = self.column.parentWidget()
        if inner:
            inner.setMaximumWidth(max(COLUMN_WIDTH, width))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "column"):
            self._fit()


class WarningPanel(Panel):
    """A sentence to take note of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setAccessibleName(f"Warning: {text}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE)
        layout.addWidget(Label("⚠"))
        layout.addWidget(_paragraph(text, is_bold=True), 1)


class GoldPanel(Panel):
    """How often each annotator says what is known."""

    def __init__(self, gold: tuple[GoldAgreement, ...]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE + 4, SPACE + 4)
        layout.setSpacing(SPACE // 2)
        for one in gold:
            layout.addWidget(_paragraph(gold_in_words(one)))
            low, high = one.agreed.interval
            layout.addWidget(IntervalBars((Bar(one.agreed.value, low, high, is_loud=True),)))


def _paragraph(
    text: str, *, factor: float = 1.0, is_bold: bool = False, is_quiet: bool = False
) -> Label:
    label = Label(text, factor=factor, is_bold=is_bold, is_quiet=is_quiet)
    label.setWordWrap(True)
    return label
