"""Where a project stands: each stage, what is missing, and the next thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import ColumnPage
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.session.importing import ImportReport
from real_desktop.session.statistics import NextStep, Overview

REJECTED_SHOWN = 5


class OverviewPage(ColumnPage):
    """The stages of a project with their numbers."""

    step_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Project overview")
        self._name = Label(factor=1.6, is_bold=True)
        self.column.addWidget(self._name)
        self._rows = {
            NextStep.IMPORT: StageRow("Responses", "Import…"),
            NextStep.EMBED: StageRow("Embedding", "Embed and choose pairs"),
            NextStep.SELECT: StageRow("Pairs", "Choose pairs"),
            NextStep.JUDGE: StageRow("Judging", "Judge"),
            NextStep.EXPORT: StageRow("Export", "Export…"),
        }
        for step, row in self._rows.items():
            self.column.addWidget(row)
            row.asked.connect(partial(self.step_asked.emit, step))
        self._rejected = RejectedPanel()
        self.column.addWidget(self._rejected)
        self.column.addStretch(1)

    def show_project(self, name: str) -> None:
        """A project was opened; its numbers follow."""
        self._name.setText(name)
        self._rejected.hide()
        for row in self._rows.values():
            row.show_state("…", is_next=False, is_possible=False)

    def show_overview(self, overview: Overview, *, is_busy: bool) -> None:
        """Show the numbers; nothing can be started while a job runs."""
        for step, state in _states(overview).items():
            is_next = step is overview.next_step and not is_busy
            self._rows[step].show_state(
                state.text,
                is_next=is_next,
                is_possible=state.is_possible,
                is_done=state.is_done,
            )
            if is_busy:
                self._rows[step].forbid(but_judging=step is NextStep.JUDGE)

    def show_import(self, report: ImportReport) -> None:
        """Show which rows of the last import were rejected, if any."""
        self._rejected.show_report(report)


@dataclass(frozen=True, slots=True)
class State:
    """A stage in words, whether its button can do something, and whether it is done."""

    text: str
    is_possible: bool
    is_done: bool = False


def _states(overview: Overview) -> dict[NextStep, State]:
    counts = overview.counts
    responses = f"{_n(counts.prompts, 'prompt')} with {_n(counts.responses, 'response')}"
    pending = overview.pending_texts
    embedded = f"{_n(pending, 'text')} to embed" if pending else "every text has its vector"
    pairs = f"{_n(counts.pairs, 'pair')} chosen" if counts.pairs else "no pairs chosen yet"
    judged = f"{counts.judged:,} of {_n(counts.pairs, 'pair')} judged"
    decisive = counts.outcomes["a"] + counts.outcomes["b"]
    exported = f"{_n(decisive, 'decisive label')} for training"
    has_prompts = counts.prompts > 0
    return {
        NextStep.IMPORT: State(responses if has_prompts else "no responses yet", is_possible=True),
        NextStep.EMBED: State(
            embedded if has_prompts else "import responses first",
            is_possible=pending > 0,
            is_done=has_prompts,
        ),
        NextStep.SELECT: State(
            pairs,
            is_possible=has_prompts and not pending and not counts.pairs,
            is_done=counts.pairs > 0,
        ),
        NextStep.JUDGE: State(
            judged if counts.pairs else "choose pairs first", is_possible=counts.pairs > 0
        ),
        NextStep.EXPORT: State(
            exported if decisive else "judge some pairs first", is_possible=decisive > 0
        ),
    }


def _n(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class StageRow(Panel):
    """One stage: its name, its state in words, and a button."""

    asked = Signal()

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Label(is_quiet=True)
        self._state.setWordWrap(True)
        self._done = Label("✓ done", is_quiet=True)
        self._done.hide()
        self._button = BigButton(verb)
        self._button.setAccessibleName(f"{title}: {verb}")
        self._button.clicked.connect(self.asked)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(title, is_bold=True))
        texts.addWidget(self._state)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(texts, 1)
        layout.addWidget(self._done)
        layout.addWidget(self._button)

    def show_state(
        self, text: str, *, is_next: bool, is_possible: bool, is_done: bool = False
    ) -> None:
        """Say where the stage is; the button of the next stage is the loud one."""
        self._state.setText(text)
        self._done.setVisible(is_done and not is_possible)
        self._button.setVisible(not is_done or is_possible)
        self._button.set_primary(is_next)
        self._button.setEnabled(is_possible)

    def forbid(self, *, but_judging: bool) -> None:
        """A job runs: nothing else may be started, except to judge what is ready."""
        if not but_judging:
            self._button.setEnabled(False)


class RejectedPanel(Panel):
    """The first rows that were not imported, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(is_bold=True)
        self._rows = Label(is_quiet=True)
        self._rows.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.addWidget(self._title)
        layout.addWidget(self._rows)
        self.hide()

    def show_report(self, report: ImportReport) -> None:
        """Show the report's rejected rows; hidden when there are none."""
        total = report.rejected.total()
        self.setVisible(total > 0)
        self._title.setText(f"{_n(total, 'row')} could not be used")
        lines = [
            f"{name}, row {row.row}: {row.reason}"
            for name, row in report.first_rejected[:REJECTED_SHOWN]
        ]
        more = total - len(lines)
        self._rows.setText("\n".join([*lines, *([f"and {more:,} more"] if more > 0 else [])]))
