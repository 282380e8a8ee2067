"""Where a project stands: each stage, what is missing, and the next thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import ColumnPage
from real_desktop.gui.embedding_words import model_in_words, why_in_words
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip
from real_desktop.session.statistics import NextStep, Overview

if TYPE_CHECKING:
    from real_desktop.session.importing import ImportReport

REJECTED_SHOWN = 5
AGREEMENTS_SHOWN = 3
MOST_DETAILS = 3


NEXT = {
    NextStep.IMPORT: "Next: import a file with prompts and two or more responses to each.",
    NextStep.EMBED: "Next: embed the responses, so that unlike ones can be asked about first. "
    "The model runs on this machine.",
    NextStep.SELECT: "Next: choose the pairs to ask about.",
    NextStep.JUDGE: "Next: judge the pairs. Two keys, 1 and 2, are most of it.",
    NextStep.EXPORT: "Every pair is judged. Next: export the labels for training.",
}


class OverviewPage(ColumnPage):
    """The stages of a project with their numbers, and which of them comes next."""

    step_asked = Signal(object)
    imports_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Project overview")
        self._name = Label(factor=1.6, is_bold=True)
        self._next = Label(is_quiet=True)
        for label in (self._name, self._next):
            label.setWordWrap(True)
            self.column.addWidget(label)
        self._rows = {
            NextStep.IMPORT: StageRow("Responses", "Import…"),
            NextStep.EMBED: StageRow("Embedding", "Embed and choose pairs"),
            NextStep.SELECT: StageRow("Pairs", "Choose pairs…"),
            NextStep.JUDGE: StageRow("Judging", "Judge"),
            NextStep.EXPORT: StageRow("Export", "Export…"),
        }
        for step, row in self._rows.items():
            self.column.addWidget(row)
            row.asked.connect(partial(self.step_asked.emit, step))
        self._files = self._rows[NextStep.IMPORT].add_button("Files…")
        self._files.setToolTip("What was imported; a file can be taken out again")
        self._files.clicked.connect(self.imports_asked)
        self._import = ImportPanel()
        self.column.addWidget(self._import)
        self.column.addStretch(1)

    def show_project(self, name: str) -> None:
        """A project was opened; its numbers follow."""
        self.show_name(name)
        self._next.setText("")
        self._import.hide()
        self._files.hide()
        for row in self._rows.values():
            row.show_state(State("…", is_possible=False), is_next=False)
            row.show_more([])

    def show_name(self, name: str) -> None:
        """What the project is called."""
        self._name.setText(name)

    def show_overview(self, overview: Overview, *, is_busy: bool) -> None:
        """Show the numbers; while a job runs, only judging can begin."""
        self._next.setText(_next(overview))
        self._files.setVisible(overview.files > 0)
        self._files.setEnabled(not is_busy)
        for step, state in _states(overview).items():
            is_free = not is_busy or step is NextStep.JUDGE
            is_next = step is overview.next_step and is_free
            self._rows[step].show_state(state, is_next=is_next, is_free=is_free)
        model = overview.model
        self._rows[NextStep.EMBED].show_more(
            model_in_words(model) if model else [], why_in_words(model) if model else ""
        )

    def forget_import(self) -> None:
        """What the last import brought may be gone."""
        self._import.hide()

    def show_import(self, report: ImportReport) -> None:
        """Show what the last import brought, and which of its rows were rejected."""
        self._import.show_report(report)


@dataclass(frozen=True, slots=True)
class State:
    """A stage in words, whether its button can do something, and whether it is done."""

    text: str
    is_possible: bool
    is_done: bool = False


def _states(overview: Overview) -> dict[NextStep, State]:
    counts = overview.counts
    decisive = overview.decisive
    exported = f"{counted(decisive, 'decisive label')} for training"
    if not decisive:
        of_files = "nothing is judged yet, but what files say can be exported"
        exported = of_files if overview.has_file_labels else "judge some pairs first"
    return {
        NextStep.IMPORT: State(_responses(overview), is_possible=True),
        NextStep.EMBED: State(
            _embedding(overview),
            is_possible=overview.pending_texts > 0,
            is_done=counts.prompts > 0,
        ),
        NextStep.SELECT: State(
            _pairs(overview),
            is_possible=counts.prompts > 0,
            is_done=counts.pairs > 0 and not overview.prompts_without_pair,
        ),
        NextStep.JUDGE: State(
            _judged(overview) if counts.pairs else "choose pairs first",
            is_possible=counts.pairs > 0,
        ),
        NextStep.EXPORT: State(exported, is_possible=decisive > 0 or overview.has_file_labels),
    }


def _next(overview: Overview) -> str:
    is_skipped_left = overview.judged_here + overview.skipped_here == overview.asked_here
    if overview.next_step is NextStep.JUDGE and is_skipped_left:
        return f"Next: review {counted(overview.skipped_here, 'skipped pair')}, or export the rest."
    return NEXT[overview.next_step]


def _responses(overview: Overview) -> str:
    counts = overview.counts
    if not counts.prompts:
        return "no responses yet; import a file, or drop one onto this window"
    responses = f"{counted(counts.prompts, 'prompt')} with {counted(counts.responses, 'response')}"
    return f"{responses}, from {counted(overview.files, 'file')}"


def _embedding(overview: Overview) -> str:
    if not overview.counts.prompts:
        return "import responses first"
    if overview.pending_texts:
        return f"{counted(overview.pending_texts, 'text')} to embed"
    if overview.failed_texts:
        return f"{counted(overview.failed_texts, 'text')} without a usable vector"
    return "every text has its vector"


def _judged(overview: Overview) -> str:
    skipped = f", {overview.skipped_here:,} skipped" if overview.skipped_here else ""
    by = f" by {overview.annotator}" if overview.counts.annotators > 1 else ""
    pairs = counted(overview.asked_here, "pair")
    judged = f"{overview.judged_here:,} of {pairs} judged{by}{skipped}"
    return "\n".join([judged, *_agrees(overview)])


def _agrees(overview: Overview) -> list[str]:
    """How far people agree with the files that say who won, the most compared first."""
    found = overview.agreements
    more = [f"and with {len(found) - AGREEMENTS_SHOWN:,} more"] * (len(found) > AGREEMENTS_SHOWN)
    return [*(one.words for one in found[:AGREEMENTS_SHOWN]), *more]


def _pairs(overview: Overview) -> str:
    pairs, unasked = overview.counts.pairs, overview.prompts_without_pair
    if not pairs:
        return "no pairs chosen yet"
    more = f"; {counted(unasked, 'prompt')} without one" if unasked else ""
    return f"{counted(pairs, 'pair')} chosen{more}"


class StageRow(Panel):
    """One stage: its name, its state in words, and a button."""

    asked = Signal()

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Label(is_quiet=True)
        self._more = [Label(factor=0.9, is_quiet=True) for _ in range(MOST_DETAILS)]
        for label in (self._state, *self._more):
            label.setWordWrap(True)
        self.show_more([])
        self._done = Label("✓ done", is_quiet=True)
        self._done.hide()
        self._button = BigButton(verb)
        self._button.setAccessibleName(f"{title}: {verb}")
        self._button.clicked.connect(self.asked)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE // 2)
        texts.addWidget(Label(title, is_bold=True))
        texts.addWidget(self._state)
        for label in self._more:
            texts.addWidget(label)
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE)
        layout.addLayout(texts, 1)
        layout.addSpacing(SPACE)
        layout.addWidget(self._done)
        layout.addWidget(self._button)

    def add_button(self, text: str) -> BigButton:
        """A further button, before the stage's own."""
        button = BigButton(text)
        self._layout.insertWidget(self._layout.count() - 1, button)
        return button

    def show_more(self, lines: Sequence[str], why: str = "") -> None:
        """Up to three details under the state, which say `why` when the pointer rests on them."""
        texts = [*lines, *[""] * len(self._more)]
        for label, text in zip(self._more, texts, strict=False):
            label.setText(text)
            label.setVisible(bool(text))
            label.setToolTip(plain_tooltip(why) if why else "")
            label.setAccessibleDescription(why)

    def show_state(self, state: State, *, is_next: bool, is_free: bool = True) -> None:
        """Say where the stage is; the button of the next stage is the loud one."""
        self._state.setText(state.text)
        self._done.setVisible(state.is_done and not state.is_possible)
        self._button.setVisible(not state.is_done or state.is_possible)
        self._button.set_primary(is_next)
        self._button.setEnabled(state.is_possible and is_free)


class ImportPanel(Panel):
    """What the last import brought: what was new, what was there already, what was rejected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(is_bold=True)
        self._rows = Label(is_quiet=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        for label in (self._title, self._rows):
            label.setWordWrap(True)
            layout.addWidget(label)
        self.hide()

    def show_report(self, report: ImportReport) -> None:
        """Show the report, with the first of the rejected rows."""
        added, total = report.added, report.rejected.total()
        lines = []
        if added.duplicates:
            lines.append(f"{counted(added.duplicates, 'row')} were there already")
        for source, count in added.labels.items():
            lines.append(f"{counted(count, 'known preference')} kept as labels of {source}")
        if total:
            lines.append(f"{counted(total, 'row')} could not be used:")
        shown = report.first_rejected[:REJECTED_SHOWN]
        lines += [f"{name}, row {row.row}: {row.reason}" for name, row in shown]
        if total > len(shown):
            lines.append(f"and {total - len(shown):,} more")
        self._title.setText(
            f"{counted(added.prompts, 'prompt')} and {counted(added.responses, 'response')} added"
        )
        self._rows.setText("\n".join(lines))
        self._rows.setVisible(bool(lines))
        self.show()
