"""Which embedding model a project uses: those at hand, another folder, or one to download."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.gui import dialogs
from real_desktop.gui.background import Background
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.controls import ComboBox
from real_desktop.gui.download_dialog import DownloadDialog
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
from real_desktop.store.model_choice import KnownModel, ModelChoice


class ModelPicker(QWidget):
    """Shows the project's models at once and those on the disk as soon as they are found."""

    failed = Signal(object)
    reading_begun = Signal()
    reading_ended = Signal()

    def __init__(
        self,
        known: tuple[KnownModel, ...],
        chosen: ModelChoice | None,
        options: EmbedOptions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known, self._chosen, self._options = known, chosen, options
        self._entries: list[ModelEntry] = []
        self._background = Background(self)
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

    def choose(
        self,
        then: Callable[[ModelChoice | None], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Give `then` what the project is to remember; the files of a model are read for that."""
        entry = self._entries[self.box.currentIndex()]
        if entry.listed is None:
            then(entry.choice)
        else:
            self._background.run(partial(choice_of, entry, self._options), then, failed)

    def stop(self) -> None:
        """End a download, since the dialog goes."""
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
        for button in (folder, download):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.box)
        layout.addLayout(buttons)

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
        self._show(model_entries(self._known, self._chosen, on_disk, self._options))

    def _ask_folder(self) -> None:
        folder = dialogs.ask_model_folder(self, Path.home())
        if folder:
            self._read(folder)

    def _ask_name(self) -> None:
        self._download = DownloadDialog(self)
        self._download.downloaded.connect(self._read)
        self._download.finished.connect(self._forget_download)
        self._download.open()

    def _read(self, folder: Path) -> None:
        self.reading_begun.emit()
        self._background.run(partial(list_folder, folder), self._pick, self._fail)

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
