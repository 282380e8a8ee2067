"""The columns of a file with their first values, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from real_desktop.gui.table_view import QUIET

TITLES = ("Column", "First value")
NAME_CHARACTERS = 60

Index = QModelIndex | QPersistentModelIndex


class ColumnsModel(QAbstractTableModel):
    """One row a column, its name with a box to tick; there may be a hundred thousand."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[tuple[str, str]] = ()
        self._ticked: dict[str, None] = {}

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names that are ticked, in the order of the columns."""
        if not self._ticked:
            return ()
        return tuple(name for name, _example in self._columns if name in self._ticked)

    def show_columns(self, columns: Sequence[tuple[str, str]]) -> None:
        """Offer other columns; those that are there again stay ticked."""
        if tuple(columns) == tuple(self._columns):
            return
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def clear(self) -> None:
        """Tick none."""
        if self._ticked:
            self.beginResetModel()
            self._ticked.clear()
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name, example = self._columns[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return example if index.column() else name[:NAME_CHARACTERS]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            is_ticked = name in self._ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == QUIET:
            return index.column() == 1
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name[:NAME_CHARACTERS]}, {example}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        name = self._columns[index.row()][0]
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._ticked[name] = None
        else:
            self._ticked.pop(name, None)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() else flags | Qt.ItemFlag.ItemIsUserCheckable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return TITLES[section] if is_title else None
