"""What is said when something was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from real_desktop.core.counted import counted
from real_desktop.gui import dialogs
from real_desktop.session.exporting import ExportReport


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
