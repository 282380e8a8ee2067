"""The end of a queue: what was judged, and what can be done now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import ColumnPage
from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE
from real_desktop.session.desk import Step


class FinishedPage(ColumnPage):
    """Says that every pair is answered, and offers to export or to look at the skipped."""

    export_asked = Signal()
    review_asked = Signal()
    undo_asked = Signal()
    overview_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Finished")
        self._title = Label(factor=1.6, is_bold=True)
        self._counts = Label(factor=1.1, is_quiet=True)
        self._counts.setWordWrap(True)
        self._export = BigButton("Export for training…", is_primary=True)
        self._review = BigButton("")
        self._undo = BigButton("")
        self._more, overview = BigButton("Choose more pairs…"), BigButton("Project overview")
        self.column.addStretch(1)
        self.column.addWidget(self._title)
        self.column.addWidget(self._counts)
        for buttons in ((self._export, self._review), (self._more, overview), (self._undo,)):
            row = QHBoxLayout()
            row.setSpacing(SPACE)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self.column.addLayout(row)
        self.column.addStretch(2)
        self._export.clicked.connect(self.export_asked)
        self._review.clicked.connect(self.review_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._more.clicked.connect(self.more_asked)
        overview.clicked.connect(self.overview_asked)

    def follow_export(self, action: QAction) -> None:
        """Offer the export only while it can begin."""
        action.enabledChanged.connect(self._export.setEnabled)
        self._export.setEnabled(action.isEnabled())

    def show_step(self, step: Step) -> None:
        """Show what came of the queue."""
        progress = step.progress
        left = progress.skipped
        title = f"{counted(left, 'skipped pair')} left" if left else "Every pair is judged"
        self._title.setText(title)
        self._review.set_primary(left > 0)
        self._export.set_primary(left == 0)
        skipped = f", {progress.skipped:,} skipped" if progress.skipped else ""
        self._counts.setText(f"{progress.judged:,} of {progress.total:,} judged{skipped}.")
        self._export.setVisible(progress.judged > 0)
        self._review.setText(f"Review {progress.skipped:,} skipped")
        self._review.setVisible(progress.skipped > 0)
        self._undo.setText(f"Undo: {step.changes.undo_name}")
        self._undo.setVisible(step.changes.undo_name is not None)
