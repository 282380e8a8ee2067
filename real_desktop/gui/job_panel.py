"""What a job is doing, how fast, how long still, and ways to pause it and to stop it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.pace import Pace, in_words, pace_in_words
from real_desktop.core.progress import Progress
from real_desktop.gui.actions import BY_ID
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.labeling_header import ProgressLine
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce

NOT_BY_CHANCE = 1_000
"""Milliseconds until the keyboard can reach the buttons. There are no others while a job runs, so
the focus would go to one at once, and a second Enter in the dialog before would stop the job."""

AFTER_CANCEL = {
    "Reading": "nothing has been written yet",
    "Importing": "what is imported so far is taken out again",
    "Loading the model": "nothing is lost",
    "Embedding": "the vectors so far stay, and the next run goes on from there",
    "Looking for prompts": "no pair is chosen",
    "Choosing pairs": "no pair is chosen",
    "Choosing prompts": "no pair is chosen",
    "Looking up examples": "nothing is lost",
    "Reading judgements": "no pair becomes gold",
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

PAUSING = "Pausing after what is under way"
WHILE_PAUSED = "Nothing is computed until you continue"


def paused_in_words(progress: Progress) -> str:
    """Where a job rests: "Paused at 1,240 of 5,000 texts"."""
    if progress.total:
        return f"Paused at {progress.done:,} of {progress.total:,} {progress.unit}"
    return "Paused"


class JobPanel(Panel):
    """Shown while a job runs: what it does, how far it is, and what Cancel would leave."""

    cancelled = Signal()
    pause_asked = Signal()
    """The button was pressed that pauses the job, or lets it go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pace = Pace()
        self._stage, self._is_pausing = "", False
        self._title = Label(is_bold=True)
        self._detail = Label(is_quiet=True)
        for label in (self._title, self._detail):
            label.setWordWrap(True)
        self._bar = ProgressLine()
        self._pause = BigButton("Pause")
        self._pause.keep_room_for("Pause", "Continue")
        self._pause.clicked.connect(self.pause_asked)
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
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in self._buttons:
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self.hide()

    @property
    def _buttons(self) -> tuple[BigButton, BigButton]:
        return self._pause, self._cancel

    def begin(self) -> None:
        """A job was started; it cannot be paused unless `offer_pause` follows."""
        self._stage = ""
        self._pause.hide()
        self.show_pausing(is_pausing=False)
        if not any(button.hasFocus() for button in self._buttons):
            for button in self._buttons:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._reach.start()
        self._pause.setEnabled(True)
        self._cancel.setEnabled(True)
        self._cancel.setText("Cancel")
        self._title.setText("Starting")
        self._detail.setText("")
        self._bar.show_share(0)
        self.show()

    def offer_pause(self, *, can_pause: bool) -> None:
        """Whether this job can be paused."""
        self._pause.setVisible(can_pause)

    def show_pausing(self, *, is_pausing: bool) -> None:
        """A pause was asked for, or the job goes on. Time does not count while it rests."""
        self._is_pausing = is_pausing
        self._pause.setText("Continue" if is_pausing else "Pause")
        key = QKeySequence(BY_ID["project.pause"].keys[0])
        what = "Go on from here" if is_pausing else "Finish what is under way, then rest"
        hint = key.toString(QKeySequence.SequenceFormat.NativeText)
        self._pause.setToolTip(f"{what} ({hint})")
        if not is_pausing:
            self._pace.go_on()
        self._title.setText(PAUSING if is_pausing else self._stage)

    def show_rest(self, progress: Progress) -> None:
        """The job rests; this was its last report."""
        self._pace.hold()
        said = paused_in_words(progress)
        self._title.setText(said)
        self._detail.setText(" · ".join(filter(None, [WHILE_PAUSED, progress.detail])))
        self._keep_height()
        announce(self, said)

    def show_progress(self, progress: Progress) -> None:
        """Show one report of the job."""
        if progress.stage != self._stage:
            self._stage, self._pace = progress.stage, Pace()
            self._detail.setMinimumHeight(0)
            self._say_what_cancel_does()
        self._pace.report(progress.done)
        self._title.setText(PAUSING if self._is_pausing else progress.stage)
        self._bar.show_share(progress.done / progress.total if progress.total else 0)
        self._detail.setText(" · ".join(self._details(progress)))
        self._keep_height()

    def _details(self, progress: Progress) -> list[str]:
        parts = []
        if progress.total:
            parts.append(f"{progress.done:,} of {progress.total:,} {progress.unit}")
            rate, left = self._pace.per_second, self._pace.seconds_left(progress.total)
            if rate and left:
                parts += [pace_in_words(rate), f"about {in_words(left)} left"]
        return [*parts, progress.detail] if progress.detail else parts

    def _keep_height(self) -> None:
        """A second line that was needed once stays, so that the page above does not jump."""
        needed = self._detail.heightForWidth(self._detail.width())
        self._detail.setMinimumHeight(max(needed, self._detail.minimumHeight()))

    def _say_what_cancel_does(self) -> None:
        after = AFTER_CANCEL.get(self._stage, "nothing is lost")
        self._cancel.setToolTip(f"Stop here; {after}")
        self._cancel.setAccessibleDescription(f"Stop here; {after}")

    def _let_keys_reach(self) -> None:
        """A button takes a focus that is nowhere: from there Tab would lead to nothing."""
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        has_focus = self.window().focusWidget()
        if self.isVisible() and (has_focus is None or not has_focus.isEnabled()):
            next(one for one in self._buttons if not one.isHidden()).setFocus()

    def _ask_to_cancel(self) -> None:
        self._pause.setEnabled(False)
        self._cancel.setEnabled(False)
        self._cancel.setText("Stopping…")
        self.cancelled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._detail.setMinimumHeight(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._detail.setMinimumHeight(0)
