"""Judged pairs as rows to tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.records import Outcome
from real_desktop.gui.table_view import CHECKED, QUIET
from real_desktop.gui.wording import plain_tooltip
from real_desktop.session.judged_pairs import JudgedPair

TITLES = ("Prompt", "Answer", "Who", "When")

Index = QModelIndex | QPersistentModelIndex


class JudgedModel(QAbstractTableModel):
    """Those that the search finds, in their order; a tick stays when its row is not shown."""

    ticked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: Sequence[JudgedPair] = ()
        self._sought: list[str] = []
        self._shown: list[int] = []
        self._ticked: set[int] = set()

    def show_pairs(self, pairs: Sequence[JudgedPair]) -> None:
        """Take other pairs, none of them ticked."""
        self.beginResetModel()
        self._pairs = pairs
        self._sought = [f"{one.prompt} {one.winner} {one.annotator}".casefold() for one in pairs]
        self._shown, self._ticked = list(range(len(pairs))), set()
        self.endResetModel()
        self.ticked_changed.emit()

    def search(self, text: str) -> None:
        """Show the pairs that have all these words, wherever they stand."""
        words = text.casefold().split()
        self.beginResetModel()
        self._shown = [
            n for n, sought in enumerate(self._sought) if all(word in sought for word in words)
        ]
        self.endResetModel()

    def tick_shown(self) -> None:
        """Tick all that are shown, or take their ticks away where all have one."""
        free = {n for n in self._shown if not self._pairs[n].is_gold}
        self._ticked = self._ticked - free if free <= self._ticked else self._ticked | free
        last = self.index(max(0, len(self._shown) - 1), 0)
        self.dataChanged.emit(self.index(0, 0), last, [CHECKED])
        self.ticked_changed.emit()

    @property
    def total(self) -> int:
        """How many pairs there are, shown or not."""
        return len(self._pairs)

    @property
    def ticked(self) -> list[str]:
        """The uuids of the ticked pairs, in their order."""
        return [self._pairs[n].uuid for n in sorted(self._ticked)]

    def whole(self, row: int) -> str:
        """A row in words, as far as it is known."""
        one = self._pairs[self._shown[row]]
        gold = " It is gold already." if one.is_gold else ""
        winner = f" “{one.winner}”" if one.winner else ""
        return f"“{one.prompt}” {one.annotator}, {_at(one)}: {_said(one)}{winner}.{gold}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number = self._shown[index.row()]
        one = self._pairs[number]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(one)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(_cells(one)[index.column()])
        if role == QUIET:
            return one.is_gold
        if role == CHECKED and index.column() == 0 and not one.is_gold:
            is_on = number in self._ticked
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_gold = self._pairs[self._shown[index.row()]].is_gold
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled if is_gold else flag.ItemIsEnabled | flag.ItemIsUserCheckable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != CHECKED:
            return False
        number = self._shown[index.row()]
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._ticked = self._ticked | {number} if is_on else self._ticked - {number}
        self.dataChanged.emit(index, index, [CHECKED])
        self.ticked_changed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


SAID = {Outcome.TIE: "tie", Outcome.BOTH_BAD: "both bad"}


def _said(one: JudgedPair) -> str:
    return SAID.get(one.outcome, "better is")


def _cells(one: JudgedPair) -> tuple[str, ...]:
    answer = one.winner or _said(one).capitalize()
    gold = f"Gold: {answer}" if one.is_gold else answer
    return one.prompt, gold, one.annotator, _at(one)


def _at(one: JudgedPair) -> str:
    return f"{datetime.fromisoformat(one.at).astimezone():%Y-%m-%d %H:%M}"
