"""Which embedding model a project uses: those at hand, another folder, or one to download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.data_size import size_in_words
from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.background import Background
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.controls import ComboBox
from real_desktop.gui.download_dialog import DownloadDialog
from real_desktop.gui.jobs import Job, JobRunner
from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip
from real_desktop.session.embedding import EmbedOptions
from real_desktop.session.model_menu import (
    ModelEntry,
    choice_of,
    index_of_choice,
    listed_in_words,
    model_entries,
)
from real_desktop.session.models import ListedModel, list_folder, models_on_disk
from real_desktop.store.model_choice import CountedModel, ModelChoice

LONG_BYTES = 500_000_000
"""To read less than that takes about as long as to notice that something is read."""


class ModelPicker(QWidget):
    """Shows the project's models at once and those on the disk as soon as they are found."""

    failed = Signal(object)
    reading_begun = Signal()
    reading_ended = Signal()
    """Around the reading of a folder that was picked; what `choose` reads is no part of it."""

    def __init__(
        self,
        known: tuple[CountedModel, ...],
        chosen: ModelChoice | None,
        options: EmbedOptions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known, self._chosen, self._options = known, chosen, options
        self._entries: list[ModelEntry] = []
        self._background, self._jobs = Background(self), JobRunner(self)
        self._jobs.progressed.connect(self._show_progress)
        self._jobs.failed.connect(self._fail)
        self._jobs.ended.connect(self._end_reading)
        self._download: DownloadDialog | None = None
        self.box = ComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(24)
        self.box.currentTextChanged.connect(self._name_in_full)
        self.setFocusProxy(self.box)
        self._lay_out()
        self._show(model_entries(known, chosen, [], options))
        self.box.setCurrentIndex(index_of_choice(self._entries, known, chosen))
        self._background.run(models_on_disk, self._add_found, self.failed.emit)

    def choose(self, then: Callable[[ModelChoice | None], None]) -> None:
        """Give `then` what the project is to remember; the files of a model are read for that.

        `failed` comes instead where that is not possible.
        """
        entry = self._entries[self.box.currentIndex()]
        if entry.listed is None:
            then(entry.choice)
            return
        self._read(choice_of(entry, self._options), then)

    def stop(self) -> None:
        """End what is read or downloaded, since the dialog goes."""
        self._jobs.stop()
        if self._download:
            self._download.stop()

    def _lay_out(self) -> None:
        folder, download = BigButton("Other folder…"), BigButton("Download by name…")
        folder.setToolTip("A sentence-transformers model, or a language model with safetensors")
        download.setToolTip("Asks you again before anything is downloaded")
        folder.clicked.connect(self._ask_folder)
        download.clicked.connect(self._ask_name)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        self._buttons = (folder, download)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.box)
        layout.addLayout(buttons)
        self._reading = Label(factor=0.9, is_quiet=True)
        self._reading.setWordWrap(True)
        self._reading.hide()
        layout.addWidget(self._reading)

    def _show(self, entries: list[ModelEntry]) -> None:
        """Fill the box; what was picked stays so."""
        picked = self._entries[self.box.currentIndex()] if self._entries else None
        self._entries = entries
        self.box.clear()
        self.box.addItems([one.text for one in entries])
        if picked in entries:
            self.box.setCurrentIndex(entries.index(picked))

    def _name_in_full(self, text: str) -> None:
        """The box shortens what is too long for it."""
        self.box.setToolTip(plain_tooltip(text))

    def _add_found(self, on_disk: list[ListedModel]) -> None:
        entries = model_entries(self._known, self._chosen, on_disk, self._options)
        picked = self._entries[self.box.currentIndex()]
        self._show(entries if picked in entries else [*entries, picked])

    def _ask_folder(self) -> None:
        folder = dialogs.ask_model_folder(self, Path.home())
        if folder:
            self._read_folder(folder)

    def _ask_name(self) -> None:
        self._download = DownloadDialog(self)
        self._download.downloaded.connect(self._read_folder)
        self._download.finished.connect(self._forget_download)
        self._download.open()

    def _read_folder(self, folder: Path) -> None:
        self.reading_begun.emit()
        self._read(list_folder(folder), self._pick)

    def _read(self, job: Job, then: Callable[[Any], None]) -> None:
        for button in self._buttons:
            button.setEnabled(False)
        self._jobs.start(job, then)

    def _show_progress(self, progress: Progress) -> None:
        """Say how far it is, where that takes more than a moment."""
        if (progress.total or 0) < LONG_BYTES:
            return
        done, total = size_in_words(progress.done), size_in_words(progress.total or 0)
        self._reading.setText(f"Reading {progress.detail}… {done} of {total}")
        self._reading.show()

    def _end_reading(self) -> None:
        self._reading.hide()
        for button in self._buttons:
            button.setEnabled(True)

    def _forget_download(self) -> None:
        self._download = None

    def _pick(self, listed: ListedModel) -> None:
        """Put a model into the box unless it is there, and pick it."""
        self.reading_ended.emit()
        entry = ModelEntry(listed_in_words(listed), listed=listed)
        if entry not in self._entries:
            self._show([*self._entries, entry])
        self.box.setCurrentIndex(self._entries.index(entry))

    def _fail(self, error: BaseException) -> None:
        self.reading_ended.emit()
        self.failed.emit(error)
