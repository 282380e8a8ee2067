"""Messages and file dialogs. Text is always plain, whatever a file name holds."""

from __future__ import annotations

import logging
import traceback
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from real_desktop.core.errors import UserError
from real_desktop.gui.wording import sentence
from real_desktop.session.places import log_file
from real_desktop.session.session import SUFFIX

_KINDS = ("json", "jsonl", "ndjson", "csv", "tsv", "parquet", "arrow", "feather")
_PACKED = ("", ".gz", ".zst", ".bz2", ".xz")
_PATTERNS = " ".join(f"*.{kind}{packed}" for kind in _KINDS for packed in _PACKED)
RESPONSES = f"Responses ({_PATTERNS})"
EVERYTHING = f"Projects and responses (*.real {_PATTERNS})"
VECTORS = "Parquet (*.parquet)"
PROJECT = "REAL Desktop project (*.real)"
ALL_FILES = "All files (*)"
SHORT = QFileDialog.Option.HideNameFilterDetails


def show_message(parent: QWidget, title: str, text: str, details: str = "") -> QMessageBox:
    """Say something in a box that blocks nothing but the window."""
    box = _box(parent, title, text)
    box.setDetailedText(details)
    _open(box)
    return box


def show_done(parent: QWidget, title: str, text: str, file: Path) -> QMessageBox:
    """Say what was written, with a button that opens the folder of the file."""
    box = _box(parent, title, text)
    okay = box.addButton(QMessageBox.StandardButton.Ok)
    folder = box.addButton("Open folder", QMessageBox.ButtonRole.ActionRole)
    folder.clicked.connect(partial(open_folder, file.absolute().parent))
    box.setDefaultButton(okay)
    box.setEscapeButton(okay)
    _open(box)
    return box


def show_error(parent: QWidget, error: BaseException) -> QMessageBox:
    """Show a UserError as it is; write any other error to the log and offer its details."""
    if isinstance(error, UserError):
        return show_message(parent, "REAL Desktop", sentence(str(error)))
    logging.getLogger(__name__).error("a bug", exc_info=error)
    return show_message(
        parent,
        "REAL Desktop",
        f"Something went wrong that should not have. It is written down in {log_file()}.",
        "".join(traceback.format_exception(error)),
    )


def ask(parent: QWidget, title: str, text: str, verb: str) -> QMessageBox:
    """Ask before something that cannot be taken back; `accepted` comes for the verb alone."""
    box = _box(parent, title, text)
    box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    _open(box)
    return box


def ask_files_to_open(parent: QWidget, folder: Path) -> list[Path]:
    """A project or files of responses; empty when nothing was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "Open", str(folder), f"{EVERYTHING};;{ALL_FILES}", "", SHORT
    )
    return [Path(name) for name in names]


def ask_responses(parent: QWidget, folder: Path) -> list[Path]:
    """Files of responses; empty when nothing was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "Import responses", str(folder), f"{RESPONSES};;{ALL_FILES}", "", SHORT
    )
    return [Path(name) for name in names]


def ask_new_project(parent: QWidget, offered: Path) -> Path | None:
    """Where a new project is to be."""
    return _ask_project(parent, "Save the new project as", offered)


def ask_copy(parent: QWidget, offered: Path) -> Path | None:
    """Where a copy of the project is to be."""
    return _ask_project(parent, "Save a copy as", offered)


def ask_export(parent: QWidget, offered: Path) -> Path | None:
    """Where the export is to be written."""
    name, _ = QFileDialog.getSaveFileName(parent, "Export to", str(offered), "JSON lines (*.jsonl)")
    return with_suffix(name, ".jsonl")


def ask_list(parent: QWidget, offered: Path) -> Path | None:
    """Where a list of rejected rows is to be written, as CSV or as JSON lines."""
    kinds = "Table (*.csv);;JSON lines (*.jsonl)"
    name, _ = QFileDialog.getSaveFileName(parent, "Save the list as", str(offered), kinds)
    if not Path(name).name:
        return None
    return Path(name) if Path(name).suffix else Path(f"{name}.csv")


def ask_model_folder(parent: QWidget, folder: Path) -> Path | None:
    """A folder with an embedding model; None when none was chosen."""
    name = QFileDialog.getExistingDirectory(parent, "Folder of an embedding model", str(folder))
    return Path(name) if name else None


def ask_vectors(parent: QWidget, folder: Path) -> Path | None:
    """A file of vectors; None when none was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "Import vectors", str(folder), f"{VECTORS};;{ALL_FILES}"
    )
    return Path(names[0]) if names else None


def ask_vectors_export(parent: QWidget, offered: Path) -> Path | None:
    """Where vectors, or texts that are to get some, are to be written."""
    name, _ = QFileDialog.getSaveFileName(parent, "Export to", str(offered), VECTORS)
    return with_suffix(name, ".parquet")


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _open(box: QMessageBox) -> None:
    """Without the pictures that Fusion puts on buttons, which no other button here has."""
    if not box.buttons():
        box.addButton(QMessageBox.StandardButton.Ok)
    for button in box.buttons():
        button.setIcon(QIcon())
    box.open()


def _box(parent: QWidget, title: str, text: str) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _ask_project(parent: QWidget, title: str, offered: Path) -> Path | None:
    # A project is never written over a file, so Qt need not ask whether to replace it.
    option = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, title, str(offered), PROJECT, "", option)
    path = Path(name)
    if not name or path.suffix == SUFFIX:
        return path if name else None
    return path.with_name(path.name + SUFFIX)


def with_suffix(name: str, suffix: str) -> Path | None:
    """The name as a path, with the suffix if it has none; None for what names no file."""
    path = Path(name)
    if not path.name:
        return None
    return path if path.suffix in (suffix, ".json", SUFFIX) else path.with_name(path.name + suffix)
