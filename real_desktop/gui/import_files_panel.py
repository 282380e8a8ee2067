"""The files of an import: what each is read as, and why; or why it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.formats.registry import READERS
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.controls import ComboBox
from real_desktop.gui.panel import ElidedLabel, Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip
from real_desktop.session.import_review import FileReview

SHOWN_FILES = 4
MOST_FILES = 500
AUTOMATIC = "Automatic"


class ImportFilesPanel(Panel):
    """One entry a file; of many the first ones, those that are left out before the others."""

    removal_asked = Signal(object)
    files_asked = Signal()
    format_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Files")
        self._files: Sequence[FileReview] = ()
        self._are_all_shown = False
        self._entries = QVBoxLayout()
        self._entries.setSpacing(SPACE + 4)
        self._all = BigButton("")
        self._all.clicked.connect(self._show_all)
        self._add = BigButton("Add files…")
        self._add.clicked.connect(self.files_asked)
        self._formats = ComboBox()
        self._formats.setAccessibleName("Read the files as")
        self._formats.addItem(AUTOMATIC, None)
        for reader in READERS:
            self._formats.addItem(reader.title or reader.name, reader.name)
        self._formats.activated.connect(self._choose_format)
        self._lay_out()

    def show_names(self, paths: Sequence[Path]) -> None:
        """Nothing but the names is known yet."""
        self.show_files([FileReview(path, path.name, title="Reading…") for path in paths])

    def show_files(self, files: Sequence[FileReview]) -> None:
        """Show the files as they are known now."""
        self._files = files
        while taken := self._entries.takeAt(0):
            if old := taken.widget():
                old.hide()
                old.deleteLater()
        limit = MOST_FILES if self._are_all_shown else SHOWN_FILES
        shown = list(files)
        if len(shown) > limit:
            shown = sorted(shown, key=lambda file: not file.fault)[:limit]
        for file in shown:
            entry = self._entry(file)
            self._entries.addWidget(entry)
            entry.show()
        self._all.setText(f"Show all {counted(len(files), 'file')}")
        self._all.setVisible(len(files) > limit)

    def show_format(self, format_name: str | None) -> None:
        """The format that was chosen, None for the recognised one."""
        self._formats.setCurrentIndex(max(0, self._formats.findData(format_name)))

    def _entry(self, file: FileReview) -> FileEntry:
        entry = FileEntry(file, is_only=len(self._files) == 1)
        entry.removal.clicked.connect(partial(self.removal_asked.emit, file.path))
        return entry

    def _show_all(self) -> None:
        self._are_all_shown = True
        self.show_files(self._files)

    def _choose_format(self, index: int) -> None:
        self.format_chosen.emit(self._formats.itemData(index))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(SPACE)
        below.addWidget(self._add)
        below.addWidget(self._all)
        below.addStretch(1)
        read_as = Label("&Read as", is_quiet=True)
        read_as.setBuddy(self._formats)
        below.addWidget(read_as)
        below.addWidget(self._formats)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE + 4)
        layout.addLayout(self._entries)
        layout.addLayout(below)


class FileEntry(QWidget):
    """A file's name, and under it what is known of it."""

    def __init__(self, file: FileReview, *, is_only: bool) -> None:
        super().__init__()
        self.removal = BigButton("Remove")
        self.removal.setAccessibleName(f"Remove {file.name}")
        self.removal.setVisible(not is_only)
        name = ElidedLabel(file.name, is_bold=True)
        name.setToolTip(plain_tooltip(str(file.path)))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(name)
        said = Label(_in_words(file, is_only=is_only), is_quiet=not file.fault)
        said.setWordWrap(True)
        texts.addWidget(said)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(texts, 1)
        layout.addWidget(self.removal)


def _in_words(file: FileReview, *, is_only: bool) -> str:
    if file.fault:
        start = "Cannot be imported" if is_only else "Left out"
        return f"{start}: {file.fault}."
    parts = [file.title]
    if file.sign:
        parts.append(f"recognised by {file.sign}")
    if file.together_with:
        parts.append(f"read together with {file.together_with}")
    return ", ".join(parts)
