"""The first rows that cannot be used: where they stand, why, and how they begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.core.records import RejectedRow
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import Label
from real_desktop.gui.table_view import TableView
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip

TITLES = ("File", "Row", "Reason", "Begins with")
SHARES = (0.2, 0, 0.36)
SHOWN_ROWS = 12
WIDTH_CHARACTERS = 120

Index = QModelIndex | QPersistentModelIndex


class RejectedDialog(QDialog):
    """A table of them; `list_asked` is for those that it does not show, too."""

    list_asked = Signal()

    def __init__(
        self, parent: QWidget, rows: Sequence[tuple[str, RejectedRow]], total: int
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rejected rows")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = Label(_in_words(len(rows), total), is_bold=True)
        said.setWordWrap(True)
        self._model = RejectedModel(rows, self)
        table = TableView(self._model, SHARES, SHOWN_ROWS)
        table.view.setAccessibleName("Rejected rows")
        table.view.selectionModel().currentRowChanged.connect(self._show_whole)
        self._whole = Label(is_quiet=True)
        self._whole.setWordWrap(True)
        save, close = BigButton("Save list…"), BigButton("Close", is_primary=True)
        save.clicked.connect(self._ask_for_list)
        close.clicked.connect(self.reject)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(save)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(said)
        layout.addWidget(table, 1)
        layout.addWidget(self._whole)
        layout.addLayout(buttons)

    def _show_whole(self, current: Index) -> None:
        """What the table has no room for, of the row where the keyboard is."""
        self._whole.setText(self._model.whole(current.row()))

    def _ask_for_list(self) -> None:
        self.reject()
        self.list_asked.emit()

    def open(self) -> None:
        room = self.screen().availableSize() * 0.9
        width = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        lines = 3 * self.fontMetrics().lineSpacing()
        self.resize(QSize(width, self.sizeHint().height() + lines).boundedTo(room))
        super().open()


class RejectedModel(QAbstractTableModel):
    """One row a rejected row."""

    def __init__(self, rows: Sequence[tuple[str, RejectedRow]], parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = [
            (name, f"{row.row:,}", row.reason, " ".join(row.excerpt.split())) for name, row in rows
        ]

    def whole(self, row: int) -> str:
        """A row in one sentence."""
        name, number, reason, start = self._cells[row]
        return f"{name}, row {number}: {reason}. It begins with: {start}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side_of(index.column())
        return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side_of(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


def _side_of(column: int) -> Qt.AlignmentFlag:
    is_number = TITLES[column] == "Row"
    return Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft


def _in_words(shown: int, total: int) -> str:
    if shown >= total:
        return f"{counted(total, 'row')} rejected"
    return f"The first {shown:,} of {total:,} rejected rows; a saved list has all of them"
