"""What is said when something was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from real_desktop.core.counted import counted
from real_desktop.gui import dialogs
from real_desktop.session.exporting import ExportReport
from real_desktop.session.vector_export import VectorExport
from real_desktop.session.vector_import import VectorImport

if TYPE_CHECKING:
    from real_desktop.session.gold import GoldReport


def tell_export(window: QWidget, report: ExportReport) -> None:
    """How many rows were written where, and what was left out."""
    lines = [f"{counted(report.rows, 'row')} written to {report.files[0]}."]
    if report.left_out:
        counts = ", ".join(f"{reason} {n:,}" for reason, n in report.left_out.items())
        lines.append(f"Left out: {counts}.")
    lines.append(f"Counts and a checksum: {Path(report.files[-1]).name}.")
    dialogs.show_done(window, "Exported", "\n\n".join(lines), report.files[0])


def tell_copy(window: QWidget, path: Path) -> None:
    """Where the copy is."""
    text = f"The project as it is now was saved to {path}. You go on in the open one."
    dialogs.show_done(window, "Saved a copy", text, path)


def tell_vectors(window: QWidget, report: VectorExport) -> None:
    """How many vectors were written where."""
    _tell_written(window, report, f"{counted(report.rows, 'vector')} by {report.model}")


def tell_texts(window: QWidget, report: VectorExport) -> None:
    """How many texts were written where, and what to do with them."""
    by = f" by {report.model}" if report.model else ""
    what = f"{counted(report.rows, 'text')} without a vector{by}"
    _tell_written(
        window,
        report,
        what,
        "Once they are embedded elsewhere, Import vectors… in the Project menu takes the vectors.",
    )


def tell_vector_import(window: QWidget, report: VectorImport) -> None:
    """How many vectors came, and what was left out."""
    came = f"{counted(report.imported, 'vector')} by {report.model} imported"
    lines = [f"{came}, with {counted(report.dimension, 'dimension')}."]
    if report.skipped:
        lines.append(f"{counted(report.skipped, 'text')} had a vector already.")
    if report.unknown:
        lines.append(f"{counted(report.unknown, 'row')} left out: the text is not in the project.")
    dialogs.show_message(window, "Imported vectors", "\n\n".join(lines))


def tell_gold(window: QWidget, report: GoldReport) -> None:
    """How many pairs are gold now, and what becomes of them."""
    lines = [
        f"{counted(report.promoted, 'pair')} promoted to gold. Everybody meets each once more,"
        " among the pairs that they have not seen yet."
    ]
    if report.already:
        lines.append(f"{counted(report.already, 'pair')} asked what a gold pair asks already.")
    dialogs.show_message(window, "Gold pairs", "\n\n".join(lines))


def _tell_written(window: QWidget, report: VectorExport, what: str, more: str = "") -> None:
    lines = [f"{what} written to {report.files[0]}.", more]
    lines.append(f"The model and a checksum: {Path(report.files[-1]).name}.")
    text = "\n\n".join(filter(None, lines))
    dialogs.show_done(window, "Exported", text, report.files[0])
