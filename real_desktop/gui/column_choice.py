"""Which columns hold the prompt and the responses, where the person knows better."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.formats.naming import Naming
from real_desktop.gui.columns_model import ColumnsModel
from real_desktop.gui.controls import ComboBox
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.prompt_columns import PromptColumns
from real_desktop.gui.prompt_panel import FoldButton
from real_desktop.gui.table_view import TableView
from real_desktop.gui.theme import SPACE

BY_NAME = "Found by its name"
CHOOSE = "Choose a column"
HINT = (
    "Tick one column, of lists of responses or of one response a row; or several columns with"
    " one response each."
)
SHOWN_ROWS = 5
PAUSE_MS = 400
"""Several boxes are ticked one after the other; they are one change."""


class ColumnChoice(Panel):
    """Folded to one line until something is asked; `naming_chosen` carries the Naming."""

    naming_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Columns")
        self._question = ""
        self._model, self._prompts = ColumnsModel(), PromptColumns()
        self._title, self._state = Label("Columns", is_bold=True), Label(is_quiet=True)
        self._fold = FoldButton()
        self._prompt, self._table = ComboBox(), TableView(self._model, (0.4,), SHOWN_ROWS)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._body = QWidget()
        self._lay_out()
        self._wire()
        self._set_open(is_open=False)

    @property
    def naming(self) -> Naming:
        """The columns that are chosen."""
        prompt = self._chosen_prompt
        responses = tuple(name for name in self._model.chosen if name != prompt)
        return Naming(prompt, responses)

    def show_columns(
        self, columns: Sequence[tuple[str, str]], question: str, *, is_asked: bool
    ) -> None:
        """Offer the columns; a question stands in the panel, and opens it if it `is_asked` here."""
        self._question = question
        self._model.show_columns(columns)
        self._fill_prompt(columns)
        self.setVisible(bool(columns))
        if is_asked:
            self._set_open(is_open=True)
        self._say()

    def show_naming(self, naming: Naming) -> None:
        """Show other choices than those made here: a format was chosen instead."""
        if not naming.responses:
            self._model.clear()
        self._say()

    def _fill_prompt(self, columns: Sequence[tuple[str, str]]) -> None:
        chosen = self._chosen_prompt
        none = CHOOSE if "prompt" in self._question else BY_NAME
        self._prompts.show_columns(none, columns)
        self._prompt.setCurrentIndex(self._prompts.row_of(chosen) if chosen else 0)

    @property
    def _chosen_prompt(self) -> str | None:
        return self._prompts.name_at(self._prompt.currentIndex())

    def _lay_out(self) -> None:
        self._head = head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        head.addWidget(self._fold)
        prompt, responses = Label("&Prompt"), Label("Re&sponses")
        prompt.setBuddy(self._prompt)
        responses.setBuddy(self._table.view)
        hint = Label(HINT, factor=0.9, is_quiet=True)
        hint.setWordWrap(True)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, SPACE, SPACE)
        body.setSpacing(SPACE // 2)
        for part in (prompt, self._prompt, responses, self._table, hint):
            body.addWidget(part)
        body.insertSpacing(2, SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, SPACE, SPACE + 4)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self._body)

    def _wire(self) -> None:
        self._state.setWordWrap(True)
        self._prompt.setAccessibleName("Column of the prompt")
        self._table.view.setAccessibleName("Columns of the responses")
        self._prompt.setModel(self._prompts)
        self._prompt.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._prompt.setMinimumContentsLength(20)
        self._fold.clicked.connect(self._toggle)
        self._prompt.activated.connect(self._pause.start)
        self._model.ticked.connect(self._pause.start)
        self._pause.timeout.connect(self._tell)

    def _tell(self) -> None:
        self._say()
        self.naming_chosen.emit(self.naming)

    def _toggle(self) -> None:
        self._set_open(is_open=self._body.isHidden())

    def _set_open(self, *, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self._fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        name = "Fold the columns" if is_open else "Choose the columns"
        self._fold.setAccessibleName(name)
        self._fold.setToolTip(name)

    def _say(self) -> None:
        """A question has the whole line, and more than one if it needs them."""
        has_question = bool(self._question)
        self._title.setText(self._question or "Columns")
        self._title.setWordWrap(has_question)
        self._head.setStretchFactor(self._title, int(has_question))
        self._state.setText("chosen by you" if self.naming.columns else "found by their names")
        self._state.setHidden(has_question)
