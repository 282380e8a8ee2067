"""What a choice would ask, before anybody is asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.choosing import NOT_EMBEDDED
from real_desktop.core.counted import counted
from real_desktop.core.percent import percent
from real_desktop.gui import preview_words
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.examples_panel import ExamplesPanel
from real_desktop.gui.fact_row import FactRow
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.session.selection_preview import SelectionPreview

INSET = 2 * SPACE + 4


class SelectionView(QWidget):
    """Panels with the numbers, the chart, what is left out, and the examples.

    `embed_asked` is for the texts that lack a vector, `example_opened` carries a place.
    """

    embed_asked = Signal()
    example_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._facts, self._examples = FactRow(3), ExamplesPanel()
        self._chart_place = QVBoxLayout()
        self._chart: QWidget | None = None
        self._legend, self._correlation = _Legend(), _wrapped(is_quiet=True)
        self._problem, self._left_out = _wrapped(is_bold=True), _wrapped(is_quiet=True)
        self._more, self._embed = _wrapped(is_quiet=True), BigButton("Embed first")
        self._embed.setToolTip("Close this, embed what lacks a vector, and come back here")
        self._embed.clicked.connect(self.embed_asked)
        self._examples.opened.connect(self.example_opened)
        self._lay_out()

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self._embed, *self._examples.stops]

    def show_stale(self) -> None:
        """What is shown is no longer what would be asked."""
        self._facts.show_stale()

    def show_preview(self, preview: SelectionPreview, hint: str, *, can_embed: bool) -> None:
        """Show what would be asked. To sets that wait for vectors belongs a way to embed them, or a
        hint where that way does not lead from here.
        """
        self._show_facts(preview)
        self._show_chart(preview)
        self._show_notes(preview, hint, can_embed=can_embed)
        self._examples.show_examples(preview.examples, preview.pairs)

    def show_sentence(self, text: str, *, is_problem: bool) -> None:
        """Show nothing but this."""
        for part in (self._numbers, self._similarities, self._examples, self._left_out,
                     self._embed):  # fmt: skip
            part.hide()
        self._problem.setText(text if is_problem else "")
        self._more.setText("" if is_problem else text)
        self._problem.setVisible(is_problem)
        self._more.setVisible(not is_problem)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE + 4)
        self._numbers = _panel(self._facts)
        self._similarities = _panel(
            Label("Similarity of pairs", is_bold=True), self._legend, self._chart_place,
            self._correlation,
        )  # fmt: skip
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self._left_out, 1)
        line.addWidget(self._embed, 0, Qt.AlignmentFlag.AlignTop)
        self._notes = _panel(self._problem, line, self._more)
        for panel in (self._numbers, self._similarities, self._notes):
            layout.addWidget(panel)
        layout.addWidget(self._examples)
        layout.addStretch(1)

    def _show_facts(self, preview: SelectionPreview) -> None:
        self._numbers.setVisible(preview.pairs > 0)
        self._facts.show_facts(
            [
                (counted(preview.pairs, "pair"), preview_words.asked_words(preview)),
                (percent(preview.saving), preview_words.saving_words(preview)),
                (preview_words.duration(preview), preview_words.hours_words(preview)),
            ]
        )

    def _show_chart(self, preview: SelectionPreview) -> None:
        self._similarities.setVisible(bool(preview.histogram.edges))
        if not preview.histogram.edges:
            return
        # The job that made the preview has imported the library by now; see Selecting.
        from real_desktop.gui.similarity_chart import SimilarityChart

        if not isinstance(self._chart, SimilarityChart):
            self._chart = SimilarityChart()
            self._chart.setAccessibleName("Similarity of pairs")
            self._chart_place.addWidget(self._chart)
        self._chart.show_histogram(preview.histogram, preview.ceiling)
        self._legend.show_counts(preview)
        words = preview_words.correlation_words(preview)
        self._correlation.setText(f"Each area is the whole of its group. {words}".strip())

    def _show_notes(self, preview: SelectionPreview, hint: str, *, can_embed: bool) -> None:
        left_out, is_waiting = (
            preview_words.left_out_words(preview),
            NOT_EMBEDDED in preview.left_out,
        )
        heading = "Left out:" if left_out else "No set is left out."
        hints = [hint, preview_words.embed_words(preview)] if is_waiting else []
        self._left_out.setText("\n".join(filter(None, [heading, *left_out, *hints])))
        self._left_out.setVisible(bool(left_out) or preview.pairs > 0)
        self._embed.setVisible(is_waiting and can_embed)
        problem = preview_words.problem_words(preview)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        more = preview_words.more_words(preview)
        self._more.setText("\n".join(more))
        self._more.setVisible(bool(more))


class _Legend(Label):
    """The groups with their marks and counts; its own text alone is rich."""

    def __init__(self) -> None:
        super().__init__(factor=0.9)
        self._groups: list[tuple[str, QPalette.ColorRole | None, str]] = []
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)

    def show_counts(self, preview: SelectionPreview) -> None:
        """Name the groups that the chart has."""
        found, role = preview.histogram, QPalette.ColorRole
        self._groups = [
            ("■", None, f"all {sum(found.every):,}"),
            ("■", role.Highlight, f"chosen {sum(found.chosen):,}"),
        ]
        if sum(found.control):
            self._groups.append(("━", role.BrightText, f"control {sum(found.control):,}"))
        self._draw()

    def _draw(self) -> None:
        colours = QApplication.palette()
        grey = colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        parts = [
            f'<span style="color: {(colours.color(role) if role else grey).name()}">{mark}</span>'
            f"&nbsp;{words.replace(' ', '&nbsp;')}"
            for mark, role, words in self._groups
        ]
        self.setText(" &nbsp; ".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()


def _wrapped(*, is_bold: bool = False, is_quiet: bool = False) -> Label:
    label = Label(is_bold=is_bold, is_quiet=is_quiet)
    label.setWordWrap(True)
    return label


def _panel(*parts: QWidget | QVBoxLayout | QHBoxLayout) -> Panel:
    panel = Panel()
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(INSET, SPACE + 4, INSET, SPACE + 4)
    layout.setSpacing(SPACE)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return panel
