"""The columns that may hold the prompt, for a menu of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

NAME_CHARACTERS = 60
MOST_COLUMNS = 1_000
"""Qt lays a menu out whole, which takes it seconds for a hundred thousand lines."""

Index = QModelIndex | QPersistentModelIndex


class PromptColumns(QAbstractListModel):
    """First a line for none of them, then a line for each of the first thousand columns."""

    def __init__(self) -> None:
        super().__init__()
        self._none = ""
        self._columns: tuple[tuple[str, str], ...] = ()

    def show_columns(self, none: str, columns: Sequence[tuple[str, str]]) -> None:
        """Offer other columns, and `none` for no column."""
        shown = tuple(columns[:MOST_COLUMNS])
        if (none, shown) == (self._none, self._columns):
            return
        self.beginResetModel()
        self._none, self._columns = none, shown
        self.endResetModel()

    def name_at(self, row: int) -> str | None:
        """The name of the column in a row, None for no column."""
        return self._columns[row - 1][0] if 0 < row <= len(self._columns) else None

    def row_of(self, name: str | None) -> int:
        """Where a column stands, 0 if it is not there."""
        names = (each for each, _example in self._columns)
        return next((row for row, each in enumerate(names, 1) if each == name), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else 1 + len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if not index.row():
            return self._none
        name, example = self._columns[index.row() - 1]
        shown = name[:NAME_CHARACTERS]
        return f"{shown}: {example}" if example else shown
