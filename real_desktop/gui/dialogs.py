"""Messages and file dialogs. Text is always plain, whatever a file name holds."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from real_desktop.core.errors import UserError
from real_desktop.session.places import log_file

_KINDS = ("json", "jsonl", "ndjson", "csv", "tsv", "parquet")
_PATTERNS = " ".join(f"*.{kind}{packed}" for kind in _KINDS for packed in ("", ".gz"))
RESPONSES = f"Responses ({_PATTERNS})"
EVERYTHING = f"Projects and responses (*.real {_PATTERNS})"
PROJECT = "REAL Desktop project (*.real)"
ALL_FILES = "All files (*)"


def show_message(parent: QWidget, title: str, text: str, details: str = "") -> QMessageBox:
    """Say something in a box that blocks nothing but the window."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setDetailedText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def show_error(parent: QWidget, error: BaseException) -> QMessageBox:
    """Show a UserError as it is; write any other error to the log and offer its details."""
    if isinstance(error, UserError):
        text = str(error)
        return show_message(parent, "REAL Desktop", text[:1].upper() + text[1:] + ".")
    logging.getLogger(__name__).error("a bug", exc_info=error)
    return show_message(
        parent,
        "REAL Desktop",
        f"Something went wrong that should not have. It is written down in {log_file()}.",
        "".join(traceback.format_exception(error)),
    )


def ask_files_to_open(parent: QWidget, folder: Path) -> list[Path]:
    """A project or files of responses; empty when nothing was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "Open", str(folder), f"{EVERYTHING};;{ALL_FILES}"
    )
    return [Path(name) for name in names]


def ask_responses(parent: QWidget, folder: Path) -> list[Path]:
    """Files of responses; empty when nothing was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "Import responses", str(folder), f"{RESPONSES};;{ALL_FILES}"
    )
    return [Path(name) for name in names]


def ask_new_project(parent: QWidget, files: Sequence[Path], suffix: str) -> Path | None:
    """Where the project of these files is to be; the place of the first file is offered."""
    offered = files[0].with_name(files[0].name.split(".")[0] + suffix)
    name, _ = QFileDialog.getSaveFileName(parent, "Save the new project as", str(offered), PROJECT)
    return _with_suffix(name, suffix)


def ask_export(parent: QWidget, offered: Path) -> Path | None:
    """Where the export is to be written."""
    name, _ = QFileDialog.getSaveFileName(
        parent, "Export for training (TRL conversational)", str(offered), "JSON lines (*.jsonl)"
    )
    return _with_suffix(name, ".jsonl")


def _with_suffix(name: str, suffix: str) -> Path | None:
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(suffix)
