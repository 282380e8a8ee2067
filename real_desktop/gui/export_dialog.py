"""What to export, how much that is, and where it goes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.formats.export_format import Content
from real_desktop.gui import dialogs
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import COLUMN_WIDTH, MARGIN, ColumnPage
from real_desktop.gui.format_choice import FormatChoice
from real_desktop.gui.labels_choice import LabelsChoice
from real_desktop.gui.panel import Label
from real_desktop.gui.text_field import TextField
from real_desktop.gui.theme import SPACE
from real_desktop.gui.window_memory import remembered_export_folder, remembered_format
from real_desktop.session.export_preview import ExportPreview, LabelsOf

CHARACTERS_A_LINE = 80
NO_FOLDER = "This folder does not exist."
ITSELF = "This is the project itself; choose another name."
BLANK = " "
"""Keeps the room of a line, so that nothing moves when there is something to say."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """The format, by its name, the file, and whose labels, where not everyone's."""

    format_name: str
    out: Path
    annotators: tuple[str, ...] = ()


class ExportDialog(QDialog):
    """Asks for the format and the file. It writes nothing; `export_asked` gives the choice.

    The file's name follows the format until the person names it.
    """

    export_asked = Signal(object)

    def __init__(self, parent: QWidget, project: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._project = project
        self._preview: ExportPreview | None = None
        self._labels: LabelsChoice | None = None
        self._folder = remembered_export_folder() or project.parent
        self._is_named = False
        self._formats = FormatChoice(remembered_format())
        self._rows, self._left_out = Label(), Label(is_quiet=True)
        self._file, self._choose = TextField(), BigButton("Choose…")
        self._note = Label(is_quiet=True)
        self._note.setWordWrap(True)
        self._export, self._cancel = BigButton("Export", is_primary=True), BigButton("Cancel")
        self._page, self._footer = ColumnPage(top=MARGIN), QVBoxLayout()
        self._lay_out()
        self._wire()
        self._name_file()
        self._show_rows()
        self._formats.setFocus()

    def show_preview(self, preview: ExportPreview) -> None:
        """The counts have been read."""
        self._preview = preview
        if preview.labels_of and not self._labels:
            self._offer_labels(preview.labels_of)
        self._show_rows()
        self._fit()

    def _offer_labels(self, labels_of: Sequence[LabelsOf]) -> None:
        self._labels = LabelsChoice(labels_of)
        self._labels.changed.connect(self._show_rows)
        place = self._page.column.indexOf(self._formats) + 1
        self._page.column.insertWidget(place, self._labels)
        self._labels.show()
        QWidget.setTabOrder(self._formats.findChildren(QRadioButton)[-1], self._labels.box)

    def _lay_out(self) -> None:
        column = self._page.column
        column.setSpacing(SPACE)
        column.addWidget(_heading("&Format", self._formats))
        column.addWidget(self._formats)
        column.addSpacing(2 * SPACE)
        column.addWidget(_heading("F&ile", self._file))
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._file, 1)
        line.addWidget(self._choose)
        column.addLayout(line)
        column.addWidget(self._note)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addLayout(self._footer)
        self._lay_out_footer()

    def _lay_out_footer(self) -> None:
        """What will be written stands outside of the page: it is seen at every size of type."""
        self._footer.setContentsMargins(MARGIN, SPACE, MARGIN, MARGIN)
        self._footer.setSpacing(SPACE)
        for label in (self._rows, self._left_out):
            label.setWordWrap(True)
            self._footer.addWidget(label)
        self._footer.addSpacing(SPACE)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._export)
        self._footer.addLayout(buttons)

    def _wire(self) -> None:
        self._page.setAccessibleName("Export")
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._file.setAccessibleName("File")
        self._choose.setAccessibleName("Choose the file")
        self._export.setDefault(True)
        self._formats.changed.connect(self._name_file)
        self._formats.changed.connect(self._show_rows)
        self._file.textEdited.connect(self._take_name)
        self._file.textChanged.connect(self._show_note)
        self._choose.clicked.connect(self._choose_file)
        self._cancel.clicked.connect(self.reject)
        self._export.clicked.connect(self.accept)

    @property
    def _out(self) -> Path | None:
        """The file; a name without a folder is one in the folder of the last export."""
        typed = os.path.expanduser(self._file.text().strip())
        if not typed or "\0" in typed or os.path.isdir(self._folder / typed):
            return None
        named = dialogs.with_suffix(typed, ".jsonl")
        return self._folder / named if named else None

    def _name_file(self) -> None:
        if not self._is_named:
            name = f"{self._project.stem}{self._formats.chosen.ending}"
            self._file.setText(str(self._folder / name))

    def _take_name(self) -> None:
        self._is_named = True

    def _choose_file(self) -> None:
        out = dialogs.ask_export(self, self._out or self._folder)
        if out:
            self._is_named = True
            self._file.setText(str(out))

    def _show_note(self) -> None:
        is_there = self._out is not None and os.path.isfile(self._out)
        note = "This file exists and will be replaced." if is_there else BLANK
        if self._out and not os.path.isdir(self._out.parent):
            note = NO_FOLDER
        self._note.setText(ITSELF if self._out == self._project else note)
        self._export.setText("Replace" if is_there else "Export")
        self._export.updateGeometry()
        self._enable()

    def _show_rows(self) -> None:
        content = self._formats.chosen.content
        if self._labels:
            self._labels.setEnabled(content is Content.PREFERENCES)
        rows, left_out = _in_words(content, self._wanted)
        self._rows.setText(rows)
        self._left_out.setText(left_out)
        self._export.setAccessibleDescription(f"{rows} {left_out}")
        self._enable()

    @property
    def _labels_of(self) -> LabelsOf | None:
        """Whose labels alone are wanted; everything holds what everyone said."""
        is_everything = self._formats.chosen.content is Content.EVERYTHING
        return None if is_everything or not self._labels else self._labels.chosen

    @property
    def _wanted(self) -> ExportPreview | None:
        """The counts for whose labels are wanted."""
        one = self._labels_of
        if one is None or self._preview is None:
            return self._preview
        return replace(self._preview, preferences=one.preferences, left_out=one.left_out, judges=1)

    def _enable(self) -> None:
        preview, content = self._wanted, self._formats.chosen.content
        is_empty = preview is not None and _row_count(content, preview) == 0
        out = self._out
        is_writable = out not in (None, self._project) and os.path.isdir(out.parent)
        self._export.setEnabled(is_writable and not is_empty)

    def _fit(self) -> None:
        """Grow until nothing needs scrolling, but not beyond the screen."""
        room = self.screen().availableSize()
        line = self.fontMetrics().averageCharWidth() * CHARACTERS_A_LINE
        width = min(line, COLUMN_WIDTH + 2 * MARGIN, room.width())
        height = self._page.height_for(width) + self._footer.heightForWidth(width)
        self.resize(max(width, self.width()), min(max(height, self.height()), room.height()))

    def open(self) -> None:
        self.resize(0, 0)
        self._fit()
        super().open()

    def accept(self) -> None:
        if self._export.isEnabled() and self._out:
            names = (self._labels_of.name,) if self._labels_of else ()
            choice = ExportChoice(self._formats.chosen.name, self._out, names)
            super().accept()
            self.export_asked.emit(choice)


def _heading(text: str, buddy: QWidget) -> Label:
    label = Label(text, is_bold=True)
    label.setBuddy(buddy)
    return label


def _row_count(content: Content, preview: ExportPreview) -> int:
    if content is Content.PREFERENCES:
        return preview.preferences
    return preview.pairs + preview.events if preview.pairs else 0


def _in_words(content: Content, preview: ExportPreview | None) -> tuple[str, str]:
    """How many rows there will be, and what is left out."""
    if preview is None:
        return "Counting the rows…", BLANK
    count = _row_count(content, preview)
    if content is Content.EVERYTHING:
        parts = f"{counted(preview.pairs, 'pair')} and {counted(preview.events, 'event')}"
        found = f"{counted(count, 'row')} will be written: {parts}."
        return found if count else "Nothing to export: no pair has been chosen yet.", BLANK
    reasons = ", ".join(f"{reason} {n:,}" for reason, n in preview.left_out.items())
    left_out = f"Left out: {reasons}." if reasons else "No pair is left out."
    if not count:
        return "Nothing to export: no pair is judged left or right.", left_out
    several = " Where several people judged, the newest label counts." * (preview.judges > 1)
    return f"{counted(count, 'row')} will be written.{several}", left_out
