"""Downloading a model by its name: look it up, see what would be fetched, confirm, wait."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.counted import counted
from real_desktop.core.data_size import size_in_words
from real_desktop.core.errors import UserError
from real_desktop.core.pace import Pace, in_words
from real_desktop.core.progress import Progress
from real_desktop.embedding.downloading import download, look_up
from real_desktop.embedding.hub_cache import hub_address, hub_cache
from real_desktop.embedding.model_offer import ModelOffer
from real_desktop.gui.form_dialog import FormDialog
from real_desktop.gui.jobs import JobRunner
from real_desktop.gui.labeling_header import ProgressLine
from real_desktop.gui.panel import Label
from real_desktop.gui.text_field import TextField

LOOK_UP = "Look up"


class DownloadDialog(FormDialog):
    """Fetches nothing before the second press; `downloaded` carries the folder."""

    downloaded = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Download a model", LOOK_UP)
        self._jobs = JobRunner(self)
        self._jobs.progressed.connect(self._show_progress)
        self._jobs.failed.connect(self.fail)
        self._jobs.ended.connect(self._end)
        self._offer: ModelOffer | None = None
        self._is_leaving = False
        self._pace = Pace()
        self._name = TextField()
        self._name.setPlaceholderText("organisation/model")
        self._name.textEdited.connect(self._forget_offer)
        self._found, self._line, self._detail = Label(), ProgressLine(), Label(is_quiet=True)
        self.add_field(
            f"Name of the model on {hub_address()}",
            "To look it up, the name is sent there; nothing is downloaded before you confirm",
            self._name,
        )
        for part in (self._found, self._line, self._detail):
            self.column.addWidget(part)
        for label in (self._found, self._detail):
            label.setWordWrap(True)
            label.hide()
        self._line.hide()
        self.column.addStretch(1)

    def take(self) -> bool:
        self.problem.hide()
        if not self._name.text().strip():
            raise UserError("the model needs a name, as its page on the hub shows it")
        self.go.setEnabled(False)
        self._name.setEnabled(False)
        if self._offer is None:
            self._jobs.start(look_up(self._name.text().strip()), self.show_offer)
        else:
            self._pace = Pace()
            self._jobs.start(download(self._offer), self._take_folder)
        return False

    def show_offer(self, offer: ModelOffer) -> None:
        """What the hub has; the button now downloads it."""
        self._offer = offer
        size = size_in_words(offer.size_bytes)
        self._say(
            self._found,
            f"{offer.name}: {counted(len(offer.files), 'file')}, {size}, from {offer.address}. "
            f"They are kept in {hub_cache()}; no program code is among them.",
        )
        self.go.setText(f"Download {size}")

    def stop(self) -> None:
        """End what runs and wait for it; what is half there is taken away."""
        self._jobs.stop()

    def reject(self) -> None:
        if self._jobs.is_running:
            self._is_leaving = True
            self._say(self._detail, "Stopping…")
            self._jobs.cancel()
            return
        super().reject()

    def _forget_offer(self) -> None:
        self._offer = None
        self._say(self._found, "")
        self.go.setText(LOOK_UP)

    def _say(self, label: Label, text: str) -> None:
        """Show the text, or nothing; the dialog grows where it needs more lines."""
        label.setText(text)
        label.setVisible(bool(text))
        if self.sizeHint().height() > self.height():
            self.resize(self.sizeHint())

    def _show_progress(self, progress: Progress) -> None:
        if not progress.total:
            self._say(self._detail, f"{progress.stage}…")
            return
        self._pace.report(progress.done)
        self._line.show_share(progress.done / progress.total)
        self._line.show()
        done, total = size_in_words(progress.done), size_in_words(progress.total)
        rate, left = self._pace.per_second, self._pace.seconds_left(progress.total)
        parts = [f"{done} of {total}"]
        if rate and left:
            parts += [f"{size_in_words(rate)} a second", f"about {in_words(left)} left"]
        self._say(self._detail, " · ".join(parts))

    def _take_folder(self, folder: object) -> None:
        self.downloaded.emit(folder)
        self.finish()

    def _end(self) -> None:
        self.go.setEnabled(True)
        self._name.setEnabled(True)
        self._line.hide()
        self._say(self._detail, "")
        if self._is_leaving:
            super().reject()
