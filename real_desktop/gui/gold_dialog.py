"""Which judged pairs are to be gold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.judged_model import JudgedModel
from real_desktop.gui.panel import Label
from real_desktop.gui.table_view import TableView
from real_desktop.gui.text_field import TextField
from real_desktop.gui.theme import SPACE
from real_desktop.session.judged_pairs import JudgedPair

SHARES = (0.39, 0.27, 0.11)
SHOWN_ROWS = 12
WIDTH_CHARACTERS = 120

ABOUT = (
    "Gold pairs are asked once more of everybody, unmarked and at least 20 pairs later. The answer"
    " that a pair has now is the known one; how often people give it stands on the page Strategy"
    " and control."
)
READING = "Reading the judged pairs…"
NOTHING = "No pair is judged yet. Judge some first; sure and clear ones make good gold."


class GoldDialog(QDialog):
    """Lists the judged pairs with a search; `promotion_asked` carries the uuids of the ticked."""

    promotion_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Use judged pairs as gold")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = JudgedModel(self)
        self._search = TextField()
        self._search.setPlaceholderText("Search in prompts, answers and names")
        self._search.setAccessibleName("Search in the judged pairs")
        self._search.setClearButtonEnabled(True)
        self._table = TableView(self._model, SHARES, SHOWN_ROWS)
        self._table.view.setAccessibleName("Judged pairs")
        self._count, self._whole = Label(READING, is_quiet=True), Label(is_quiet=True)
        self._whole.setWordWrap(True)
        self._all = BigButton("Tick all shown")
        self._go = BigButton("Use as gold", is_primary=True)
        self._lay_out()
        self._search.textChanged.connect(self._find)
        self._all.clicked.connect(self._model.tick_shown)
        self._go.clicked.connect(self._ask)
        self._model.ticked_changed.connect(self._show_count)
        self._table.view.selectionModel().currentRowChanged.connect(self._show_whole)
        self._enable(is_filled=False)

    def show_pairs(self, pairs: Sequence[JudgedPair]) -> None:
        """Fill the list."""
        self._model.show_pairs(pairs)
        self._enable(is_filled=bool(pairs))
        if self._search.text():
            self._find(self._search.text())

    def _lay_out(self) -> None:
        about = Label(ABOUT, is_quiet=True)
        about.setWordWrap(True)
        self._count.setWordWrap(True)
        cancel = BigButton("Cancel")
        cancel.clicked.connect(self.reject)
        self._go.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._all)
        buttons.addWidget(self._count, 1)
        for button in (cancel, self._go):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        for widget in (about, self._search):
            layout.addWidget(widget)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._whole)
        layout.addLayout(buttons)

    def _enable(self, *, is_filled: bool) -> None:
        for widget in (self._search, self._table, self._all):
            widget.setEnabled(is_filled)
        if is_filled:
            self._search.setFocus()

    def _find(self, text: str) -> None:
        self._model.search(text)
        self._whole.setText("")
        self._show_count()

    def _show_count(self) -> None:
        ticked, shown, total = len(self._model.ticked), self._model.rowCount(), self._model.total
        pairs = counted(total, "judged pair")
        found = pairs if shown == total else f"{shown:,} of {pairs}"
        self._count.setText(f"{found}, {ticked:,} ticked" if total else NOTHING)
        self._go.setEnabled(ticked > 0)

    def _show_whole(self, current: QModelIndex | QPersistentModelIndex) -> None:
        """What the table has no room for, of the row where the keyboard is."""
        self._whole.setText(self._model.whole(current.row()) if current.isValid() else "")

    def _ask(self) -> None:
        ticked = self._model.ticked
        self.accept()
        self.promotion_asked.emit(ticked)

    def open(self) -> None:
        self._go.setEnabled(False)
        room = self.screen().availableSize() * 0.9
        width = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        lines = 3 * self.fontMetrics().lineSpacing()
        self.resize(QSize(width, self.sizeHint().height() + lines).boundedTo(room))
        super().open()
