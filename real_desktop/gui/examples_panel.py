"""Some of the pairs that would be asked, each of which can be read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.core.percent import percent
from real_desktop.core.records import PairKind
from real_desktop.core.shown_text import lines_of
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import Label
from real_desktop.gui.preview_words import written
from real_desktop.gui.table_view import QUIET, TableView
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip
from real_desktop.session.selection_preview import ExamplePair

TITLES = ("Similarity", "Lengths differ", "Asked as", "Prompt")
SHARES = (0, 0, 0)
SHOWN_ROWS = 10
PROMPT_CHARACTERS = 200
TWICE, OVER = 2, 10
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HINT = "Double-click, or press Enter, to read both responses"

Index = QModelIndex | QPersistentModelIndex


class ExamplesPanel(QWidget):
    """`opened` carries the place of the example that is to be read."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = ExamplesModel(self)
        self._title = Label("Examples", is_bold=True)
        self._title.setWordWrap(True)
        self._read = BigButton("Read…")
        self._read.setToolTip("Both responses of the pair that the cursor is on")
        self._table = TableView(self._model, SHARES, SHOWN_ROWS)
        self._table.view.setAccessibleName("Examples")
        self._table.view.setToolTip(HINT)
        self._table.view.doubleClicked.connect(self._open_index)
        self._table.view.installEventFilter(self)
        self._read.clicked.connect(self._open_current)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self._read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self._table)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self._read, self._table.view]

    def show_examples(self, examples: Sequence[ExamplePair], pairs: int) -> None:
        """Show other examples, out of so many pairs."""
        self._model.show_examples(examples)
        of = f" of {counted(pairs, 'pair')}" if pairs > len(examples) else ""
        self._title.setText(f"{counted(len(examples), 'example')}{of}, from first to last")
        self.setVisible(bool(examples))

    def _open_index(self, index: Index) -> None:
        self.opened.emit(index.row())

    def _open_current(self) -> None:
        self.opened.emit(max(0, self._table.view.currentIndex().row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens; unheeded it would press the default button of the dialog."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in ENTER:
            self._open_current()
            return True
        return super().eventFilter(watched, event)


class ExamplesModel(QAbstractTableModel):
    """One row an example."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._examples: Sequence[ExamplePair] = ()

    def show_examples(self, examples: Sequence[ExamplePair]) -> None:
        """Show other examples."""
        self.beginResetModel()
        self._examples = examples
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._examples)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cells = cells_of(self._examples[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side_of(index.column())
        if role == QUIET:
            return TITLES[index.column()] == "Asked as"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cells)
        return plain_tooltip(f"{cells[-1]} · {HINT}") if role == _TOOLTIP else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side_of(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


def cells_of(example: ExamplePair) -> tuple[str, str, str, str]:
    """A row: how similar, how different in length, why it is asked, and how the prompt begins."""
    start = " ".join(example.prompt.split())[:PROMPT_CHARACTERS]
    prompt = "".join(run.shown for line in lines_of(start) for run in line.runs)
    similarity = "not known" if example.similarity is None else written(example.similarity)
    return similarity, longer_by(example.length_difference), asked_as(example), prompt


def longer_by(difference: float) -> str:
    """By how much the longer response is longer, from the difference of ln(1 + characters)."""
    times = math.exp(difference)
    if times < TWICE:
        return percent(times - 1)
    return f"{times:.1f} times" if times < OVER else f"over {OVER} times"


def asked_as(example: ExamplePair) -> str:
    """Why the pair is asked."""
    kind = "control" if example.kind is PairKind.CONTROL else "chosen"
    return f"{kind}, likely tie" if example.is_likely_tie else kind


def _side_of(column: int) -> Qt.AlignmentFlag:
    is_number = TITLES[column] in ("Similarity", "Lengths differ")
    return Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft


_TOOLTIP = Qt.ItemDataRole.ToolTipRole
