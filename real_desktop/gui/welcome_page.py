"""The first thing anyone sees: what to open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import ColumnPage
from real_desktop.gui.icons import app_icon
from real_desktop.gui.panel import ElidedLabel, KeyCap, Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip

ICON_PIXELS = 56

STEPS = (
    ("Import", "prompts with two or more responses to each"),
    ("Embed", "a model on this machine finds out how alike the responses are"),
    ("Choose", "one pair a prompt, the least alike first"),
    ("Judge", "left, right, tie or both bad: one key each, and undo without end"),
    ("Export", "a file that DPO trainers accept"),
)


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
            "Open what your scripts, a hub or another tool wrote: JSON, CSV, Parquet or Arrow, "
            "packed or not, several files or a folder. You can also drop them onto this window.",
            is_quiet=True,
        )
        hint.setWordWrap(True)
        self.column.addWidget(hint)
        self.column.addWidget(StepsPanel())
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
        self._recent.addWidget(Label("Recent projects", is_bold=True))
        if not projects:
            self._recent.addWidget(Label("Projects you open are listed here.", is_quiet=True))
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
        sample.setToolTip("Prompts of many kinds with four to six responses, to try everything on")
        sample.clicked.connect(self.sample_asked)
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE, 0, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(open_button)
        row.addWidget(sample)
        row.addStretch(1)
        return row


class StepsPanel(Panel):
    """The way from a file to a trained model, a line each step."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("How it goes")
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(2, 1)
        for row, (verb, meaning) in enumerate(STEPS):
            grid.addWidget(KeyCap(str(row + 1)), row, 0)
            grid.addWidget(Label(verb, is_bold=True), row, 1)
            text = Label(meaning, is_quiet=True)
            text.setWordWrap(True)
            grid.addWidget(text, row, 2)


class RecentEntry(BigButton):
    """A project by its name, with its folder below it."""

    def __init__(self, path: Path) -> None:
        super().__init__("")
        self.setAccessibleName(f"{path.stem}, in {path.parent}")
        self.setToolTip(plain_tooltip(str(path)))
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(2)
        for label in (
            ElidedLabel(path.stem, is_bold=True),
            ElidedLabel(str(path.parent), is_quiet=True),
        ):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()
