"""The files that a project was filled from, and a way to take one out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.form_dialog import FormDialog
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.store.imported_files import ImportedFile

REASONS_SHOWN = 3


class ImportsDialog(FormDialog):
    """Lists the files; `removal_asked` carries the one to delete."""

    removal_asked = Signal(object)
    import_asked = Signal()

    def __init__(self, parent: QWidget, files: Sequence[ImportedFile]) -> None:
        super().__init__(parent, "Imported files", "Import responses…", cancel="Close")
        if not files:
            self.column.addWidget(Label("No file has been imported yet.", is_quiet=True))
        for one in files:
            entry = ImportEntry(one)
            entry.removal.clicked.connect(partial(self._ask, one))
            self.column.addWidget(entry)
        self.column.addStretch(1)

    def take(self) -> bool:
        self.import_asked.emit()
        return True

    def _ask(self, one: ImportedFile) -> None:
        self.reject()
        self.removal_asked.emit(one)


class ImportEntry(Panel):
    """One file: what of it is in the project, what was rejected, and what keeps it there."""

    def __init__(self, one: ImportedFile) -> None:
        super().__init__()
        self.removal = BigButton("Delete…")
        self.removal.setAccessibleName(f"Delete {one.source} from the project")
        self.removal.setEnabled(not one.events)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (Label(one.source, is_bold=True), *_details(one)):
            label.setWordWrap(True)
            texts.addWidget(label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(texts, 1)
        layout.addWidget(self.removal)


def removal_question(one: ImportedFile) -> str:
    """What goes with the file, before it goes."""
    gone = f"{counted(one.prompts, 'prompt')} and {counted(one.responses, 'response')}"
    pairs = f", with {counted(one.pairs, 'pair')} that nobody has judged" if one.pairs else ""
    says = f" The {counted(one.preferences, 'label')} of the file go too." * bool(one.preferences)
    return (
        f"{gone} of {one.source} will be deleted from the project{pairs}.{says}"
        " The file on your disk stays as it is."
    )


def _details(one: ImportedFile) -> list[Label]:
    at = datetime.fromisoformat(one.at).astimezone()
    lines = [
        f"{counted(one.prompts, 'prompt')}, {counted(one.responses, 'response')}"
        f" · {one.format} · imported {at:%Y-%m-%d %H:%M}"
    ]
    if one.preferences:
        lines.append(f"{counted(one.preferences, 'known preference')} kept as labels of the file")
    for reason, count in list(one.rejected.items())[:REASONS_SHOWN]:
        lines.append(f"{counted(count, 'row')} could not be used: {reason}")
    if one.events:
        lines.append("Somebody has answered its pairs, so it stays: events are never deleted.")
    return [Label(line, is_quiet=True) for line in lines]
