"""The line above the work: project, annotator, how far, and when it was saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE
from real_desktop.session.desk import LabelingProgress


class LabelingHeader(QWidget):
    """Says which project, who judges, how many pairs are judged, and that it is on the disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = Label(is_bold=True)
        self._annotator = Label()
        self._count = Label()
        self._bar = ProgressLine()
        self._saved = Label(is_quiet=True)
        self._is_saved = True
        self._number = Label(is_quiet=True)
        judging_as = Label("judging as", is_quiet=True)
        self._optional = (self._bar, judging_as, self._number, self._annotator, self._project)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(2 * SPACE)
        for part in (self._project, judging_as, self._annotator):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._number)
        layout.addWidget(self._count)
        layout.addWidget(self._bar)
        layout.addWidget(self._saved)

    def show_project(self, name: str) -> None:
        """A project was opened."""
        self._project.setText(name)
        self._saved.setText("")

    def show_progress(self, progress: LabelingProgress, number: int = 0) -> None:
        """How far the annotator is, and the number of the pair on the screen."""
        self._number.setText(f"#{number:,}" if number else "")
        self._annotator.setText(progress.annotator)
        skipped = f" · {progress.skipped:,} skipped" if progress.skipped else ""
        self._count.setText(f"{progress.judged:,} of {progress.total:,}{skipped}")
        self._bar.show_share(progress.judged / progress.total if progress.total else 0)
        self._fit()

    def show_saved(self, *, is_new: bool = True) -> None:
        """Something was written just now; if nothing is new, nothing is unsaved either."""
        if is_new:
            self._saved.setText(f"saved {datetime.now():%H:%M:%S} ✓")
        elif not self._is_saved:
            self._saved.setText("")
        self._is_saved = True
        self._fit()

    def show_not_saved(self) -> None:
        """The last answer is not on the disk."""
        self._is_saved = False
        self._saved.setText("not saved")
        self._fit()

    def _fit(self) -> None:
        """Leave out what matters least when the line is too short for large type."""
        for part in self._optional:
            part.show()
        shown = [self._count, self._saved, *self._optional]
        for part in self._optional:
            gaps = 2 * SPACE * len(shown)
            if sum(one.sizeHint().width() for one in shown) + gaps <= self.width():
                return
            part.hide()
            shown.remove(part)

    def minimumSizeHint(self) -> QSize:
        needed = (self._count, self._saved)
        width = sum(one.sizeHint().width() for one in needed) + 3 * 2 * SPACE
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class ProgressLine(QWidget):
    """A thin bar that fills from the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self.setAccessibleName("Progress")

    def show_share(self, share: float) -> None:
        """Fill this share of the bar, from 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(f"{self._share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, self.height() / 2 - 3, self.width(), 6)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(track, 3, 3)
        if self._share > 0:
            track.setWidth(max(6.0, self.width() * self._share))
            painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(track, 3, 3)
