"""The first thing anyone sees: what to open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import ColumnPage
from real_desktop.gui.icons import app_icon
from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE

ICON_PIXELS = 56


class WelcomePage(ColumnPage):
    """Open responses, try the sample, go on with a project, or drop a file."""

    open_asked = Signal()
    sample_asked = Signal()
    project_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Welcome")
        icon = QLabel()
        icon.setPixmap(app_icon().pixmap(ICON_PIXELS, ICON_PIXELS))
        self.column.addWidget(icon)
        self.column.addWidget(Label("REAL Desktop", factor=1.9, is_bold=True))
        about = Label(
            "Judge the response pairs that teach most. Everything stays on this machine.",
            factor=1.15,
            is_quiet=True,
        )
        about.setWordWrap(True)
        self.column.addWidget(about)
        self.column.addLayout(self._buttons())
        hint = Label(
            "A file of JSON, CSV or Parquet holds prompts with their responses, one prompt or "
            "one response a row. You can also drop it onto this window.",
            is_quiet=True,
        )
        hint.setWordWrap(True)
        self.column.addWidget(hint)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(SPACE)
        self.column.addSpacing(SPACE)
        self.column.addLayout(self._recent)
        self.column.addStretch(1)

    def show_recent(self, projects: Sequence[Path]) -> None:
        """List the projects that were open, the last one first."""
        while (item := self._recent.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        if projects:
            self._recent.addWidget(Label("Recent projects", is_bold=True))
        for path in projects:
            entry = RecentEntry(path)
            entry.clicked.connect(partial(self.project_asked.emit, path))
            self._recent.addWidget(entry)

    def show_busy(self, *, is_busy: bool) -> None:
        """While a file is read nothing else can be opened."""
        self.setEnabled(not is_busy)

    def _buttons(self) -> QHBoxLayout:
        open_button = BigButton("Open responses…", is_primary=True)
        open_button.clicked.connect(self.open_asked)
        sample = BigButton("Try the sample")
        sample.setToolTip("Twelve prompts with four responses each, to try everything on")
        sample.clicked.connect(self.sample_asked)
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE, 0, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(open_button)
        row.addWidget(sample)
        row.addStretch(1)
        return row


class RecentEntry(BigButton):
    """A project by its name, with its folder below it."""

    def __init__(self, path: Path) -> None:
        super().__init__("")
        self.setAccessibleName(f"{path.stem}, in {path.parent}")
        self.setToolTip(str(path))
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(2)
        for label in (Label(path.stem, is_bold=True), Label(str(path.parent), is_quiet=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()
