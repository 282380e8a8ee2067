"""What a selection would ask, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.choosing import NOT_EMBEDDED
from real_desktop.core.counted import counted
from real_desktop.core.progress import Progress
from real_desktop.core.records import PairKind
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.similarity_histogram import HistogramChart
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import sentence
from real_desktop.session.selection_preview import ExamplePair, SelectionPreview

NOTHING = "Choosing…"


class SelectPreviewPane(QWidget):
    """Counts, the histogram, what is left out, and some of the pairs.

    `embed_asked` when the person wants the missing vectors first.
    """

    embed_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(NOTHING, factor=1.3, is_bold=True)
        self._said, self._left_out, self._state = _lines(), _lines(is_quiet=True), _lines()
        self._embed = BigButton("Embed first")
        self._embed.clicked.connect(self.embed_asked)
        self._chart, self._examples = HistogramChart(), Examples()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        self._title.setWordWrap(True)
        for widget in (self._title, self._state, self._said, self._chart, self._left_out):
            layout.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._embed)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._examples)
        layout.addStretch(1)
        self._hide_all()

    def show_progress(self, progress: Progress) -> None:
        """How far the choosing is; what was found before stays until it is replaced."""
        of = f" of {progress.total:,}" if progress.total else ""
        self._state.setText(f"{progress.stage}: {progress.done:,}{of} {progress.unit}")
        self._state.show()

    def show_stale(self) -> None:
        """The options are others than those of what is shown."""
        self._title.setText(NOTHING)

    def show_problem(self, text: str) -> None:
        """Nothing can be chosen like this."""
        self._hide_all()
        self._title.setText("No pair can be asked like this")
        self._state.setText(sentence(text))
        self._state.show()

    def show_preview(self, found: SelectionPreview) -> None:
        """Show all of it."""
        self._hide_all()
        if found.problem:
            self.show_problem(found.problem)
        self._embed.setVisible(NOT_EMBEDDED in found.left_out)
        if found.problem:
            return
        self._title.setText(_title(found))
        self._said.setText("\n".join(sentence(one) for one in [_parts(found), *found.sentences()]))
        self._chart.show_histogram(found.histogram, found.ceiling)
        self._left_out.setText(_left_out(found))
        self._examples.show_pairs(found.examples)
        for widget in (self._said, self._chart, self._left_out, self._examples):
            widget.show()

    def _hide_all(self) -> None:
        shown = (self._state, self._said, self._chart, self._left_out, self._examples, self._embed)
        for widget in shown:
            widget.hide()


class Examples(Panel):
    """Some of the pairs, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: Sequence[ExamplePair] = ()
        self._at = 0
        self._place, self._why = Label(is_quiet=True), _lines(is_quiet=True)
        self._prompt, self._a, self._b = _lines(), _lines(), _lines()
        self._models_a, self._models_b = _lines(is_quiet=True), _lines(is_quiet=True)
        self._back, self._on = BigButton("Previous"), BigButton("Next")
        self._back.setAccessibleName("Previous example")
        self._on.setAccessibleName("Next example")
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._lay_out()

    def show_pairs(self, pairs: Sequence[ExamplePair]) -> None:
        """Show the first of these."""
        self._pairs, self._at = pairs, 0
        self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(Label("Examples", is_bold=True))
        head.addWidget(self._place, 1)
        head.addWidget(self._back)
        head.addWidget(self._on)
        beside = QHBoxLayout()
        beside.setSpacing(3 * SPACE)
        for text, models in ((self._a, self._models_a), (self._b, self._models_b)):
            column = QVBoxLayout()
            column.setSpacing(SPACE // 2)
            column.addWidget(models)
            column.addWidget(text)
            column.addStretch(1)
            beside.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        for label in (self._why, self._prompt):
            layout.addWidget(label)
        layout.addSpacing(SPACE)
        layout.addLayout(beside)

    def _go_back(self) -> None:
        self._at -= 1
        self._show()

    def _go_on(self) -> None:
        self._at += 1
        self._show()

    def _show(self) -> None:
        if not self._pairs:
            return
        pair = self._pairs[self._at]
        self._back.setEnabled(self._at > 0)
        self._on.setEnabled(self._at + 1 < len(self._pairs))
        self._place.setText(f"{self._at + 1} of {len(self._pairs)}")
        self._why.setText(_why(pair))
        self._prompt.setText(pair.prompt)
        self._a.setText(pair.text_a)
        self._b.setText(pair.text_b)
        self._models_a.setText(", ".join(pair.models_a) or "Response 1")
        self._models_b.setText(", ".join(pair.models_b) or "Response 2")


def _lines(*, is_quiet: bool = False) -> Label:
    label = Label(is_quiet=is_quiet)
    label.setWordWrap(True)
    label.setMinimumWidth(1)
    return label


def _title(found: SelectionPreview) -> str:
    return f"{counted(found.pairs, 'pair')} of {found.possible:,}"


def _parts(found: SelectionPreview) -> str:
    """Of what kinds the pairs are."""
    chosen = found.pairs - found.control - found.repeats
    parts = [f"{chosen:,} by the strategy", f"{found.control:,} as control"]
    parts.append(counted(found.repeats, "hidden repeat"))
    if found.repeats_without_room:
        parts.append(f"no room for {found.repeats_without_room:,} more repeats in so short a queue")
    return ", ".join(parts)


def _left_out(found: SelectionPreview) -> str:
    if not found.left_out:
        return "No set is left out."
    reasons = "; ".join(f"{reason}: {n:,}" for reason, n in found.left_out.items())
    return f"Sets left out: {reasons}."


def _why(pair: ExamplePair) -> str:
    """Why it is asked, in what is known about it."""
    parts = [{PairKind.CONTROL: "control"}.get(pair.kind, "by the strategy")]
    if pair.similarity is not None:
        parts.append(f"similarity {pair.similarity:.3f}, the {_ordinal(pair.rank)} of its set")
    parts.append(f"difference of ln(1 + length) {pair.length_difference:.2f}")
    if pair.is_likely_tie:
        parts.append("a likely tie")
    return sentence(", ".join(parts))


def _ordinal(rank: int | None) -> str:
    return "least similar" if rank == 1 else f"no. {rank} from the least similar"
