"""What a job is doing, how fast, how long still, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.pace import Pace, in_words, pace_in_words
from real_desktop.core.progress import Progress
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.labeling_header import ProgressLine
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE

NOT_BY_CHANCE = 1_000
"""Milliseconds until the keyboard can reach Cancel. It is the only button while a job runs, so
the focus would go to it at once, and a second Enter in the dialog before would stop the job."""

AFTER_CANCEL = {
    "Reading": "nothing has been written yet",
    "Importing": "what is imported so far is taken out again",
    "Loading the model": "nothing is lost",
    "Embedding": "the vectors so far stay, and the next run goes on from there",
    "Looking for prompts": "no pair is chosen",
    "Choosing pairs": "no pair is chosen",
    "Choosing prompts": "no pair is chosen",
    "Reading judgements": "no pair becomes gold",
    "Looking up examples": "nothing is lost",
    "Writing pairs": "no pair is chosen",
    "Exporting": "no file is written",
    "Exporting pairs": "no file is written",
    "Exporting events": "no file is written",
    "Exporting vectors": "no file is written",
    "Exporting texts": "no file is written",
    "Checking vectors": "nothing has been written yet",
    "Importing vectors": "the vectors so far stay, and another import goes on from there",
    "Saving a copy": "no copy is left",
    "Saving the list": "no list is written",
    "Deleting the file": "it is deleted to the end all the same",
}
"""What becomes of each stage when it is cancelled."""


class JobPanel(Panel):
    """Shown while a job runs: what it does, how far it is, and what Cancel would leave."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pace = Pace()
        self._stage = ""
        self._title = Label(is_bold=True)
        self._detail = Label(is_quiet=True)
        self._bar = ProgressLine()
        self._cancel = BigButton("Cancel")
        self._cancel.clicked.connect(self._ask_to_cancel)
        self._reach = QTimer(self, interval=NOT_BY_CHANCE, singleShot=True)
        self._reach.timeout.connect(self._let_keys_reach)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE)
        for part in (self._title, self._bar, self._detail):
            texts.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addLayout(texts, 1)
        layout.addWidget(self._cancel)
        self.hide()

    def begin(self) -> None:
        """A job was started."""
        self._stage = ""
        if not self._cancel.hasFocus():
            self._cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._reach.start()
        self._cancel.setEnabled(True)
        self._cancel.setText("Cancel")
        self._title.setText("Starting")
        self._detail.setText("")
        self._bar.show_share(0)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show one report of the job."""
        if progress.stage != self._stage:
            self._stage, self._pace = progress.stage, Pace()
            self._say_what_cancel_does()
        self._pace.report(progress.done)
        self._title.setText(progress.stage)
        self._bar.show_share(progress.done / progress.total if progress.total else 0)
        self._detail.setText(" · ".join(self._details(progress)))

    def _details(self, progress: Progress) -> list[str]:
        parts = []
        if progress.total:
            parts.append(f"{progress.done:,} of {progress.total:,} {progress.unit}")
            rate, left = self._pace.per_second, self._pace.seconds_left(progress.total)
            if rate and left:
                parts += [pace_in_words(rate), f"about {in_words(left)} left"]
        return [*parts, progress.detail] if progress.detail else parts

    def _say_what_cancel_does(self) -> None:
        after = AFTER_CANCEL.get(self._stage, "nothing is lost")
        self._cancel.setToolTip(f"Stop here; {after}")
        self._cancel.setAccessibleDescription(f"Stop here; {after}")

    def _let_keys_reach(self) -> None:
        """The button takes a focus that is nowhere: from there Tab would lead to nothing."""
        self._cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        has_focus = self.window().focusWidget()
        if self.isVisible() and (has_focus is None or not has_focus.isEnabled()):
            self._cancel.setFocus()

    def _ask_to_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText("Stopping…")
        self.cancelled.emit()
