"""How pairs are to be chosen, as a form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.strategies import STRATEGIES
from real_desktop.gui.controls import CheckBox, ComboBox, DecimalBox, NumberBox
from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE
from real_desktop.session.select_options import LARGEST_SEED, PROMPT_CHOICES, SelectOptions

MOST_PAIRS = 10_000_000
MOST_OF_A_PROMPT = 1_000
FIRST_BUDGET = 1_000
FIRST_CEILING = 0.95

ABOUT_PROMPTS = {
    "all": "In the order of import, as far as the budget goes.",
    "random": "Any prompts, each as likely as every other.",
    "coverage": "Prompts whose responses are far from those of the prompts before them, so that"
    " all kinds are met early.",
    "widest": "Prompts first whose two least alike responses are the farthest apart.",
}


class SelectForm(QWidget):
    """Its `options` are those of the controls; `changed` when one of them is another."""

    changed = Signal()

    def __init__(self, options: SelectOptions) -> None:
        super().__init__()
        self._given = options
        self._strategy, self._prompts = ComboBox(), ComboBox()
        self._strategy.addItems(list(STRATEGIES))
        self._prompts.addItems(list(PROMPT_CHOICES))
        self._about, self._about_prompts = _small(), _small()
        self._each = _number(1, MOST_OF_A_PROMPT)
        self._has_budget, self._budget = CheckBox(), _number(1, MOST_PAIRS, " pairs")
        self._control = _number(0, 100, " %")
        self._repeats = _number(0, 100, " %")
        self._has_ceiling, self._ceiling = CheckBox(), DecimalBox()
        self._seed = _number(0, LARGEST_SEED)
        self._lay_out()
        self._set(options)
        self._wire()
        self._follow()

    @property
    def options(self) -> SelectOptions:
        """What is chosen now; the model is the one that the form was made with."""
        has_budget = self._has_budget.isChecked()
        return SelectOptions(
            strategy=self._strategy.currentText(),
            seed=self._seed.value(),
            control=self._control.value() / 100,
            repeats=self._repeats.value() / 100,
            prompts=self._prompts.currentText() if has_budget else "all",
            budget=self._budget.value() if has_budget else None,
            pairs_per_prompt=self._each.value(),
            ceiling=self._ceiling.value() if self._has_ceiling.isChecked() else None,
            model=self._given.model,
        )

    def _set(self, options: SelectOptions) -> None:
        self._strategy.setCurrentText(options.strategy)
        self._prompts.setCurrentText(options.prompts)
        self._each.setValue(options.pairs_per_prompt)
        self._has_budget.setChecked(options.budget is not None)
        self._budget.setValue(options.budget or FIRST_BUDGET)
        self._control.setValue(round(100 * options.control))
        self._repeats.setValue(round(100 * options.repeats))
        self._has_ceiling.setChecked(options.ceiling is not None)
        self._ceiling.setValue(FIRST_CEILING if options.ceiling is None else options.ceiling)
        self._seed.setValue(options.seed)

    def _wire(self) -> None:
        for box in (self._strategy, self._prompts):
            box.currentIndexChanged.connect(self._tell)
        for tick in (self._has_budget, self._has_ceiling):
            tick.toggled.connect(self._tell)
        for number in (self._each, self._budget, self._control, self._repeats, self._seed):
            number.valueChanged.connect(self._tell)
        self._ceiling.valueChanged.connect(self._tell)

    def _tell(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """What does not apply cannot be set, and each choice says what it means."""
        has_budget = self._has_budget.isChecked()
        self._budget.setEnabled(has_budget)
        self._prompts.setEnabled(has_budget)
        self._ceiling.setEnabled(self._has_ceiling.isChecked())
        self._about.setText(STRATEGIES[self._strategy.currentText()].about)
        without = "Every prompt is asked about as long as there is no such limit."
        about = ABOUT_PROMPTS[self._prompts.currentText()]
        self._about_prompts.setText(about if has_budget else without)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        _add(column, "&Strategy", self._strategy, self._about)
        _add_beside(column, "&Pairs of a prompt", self._each, "Never the same two twice.")
        column.addSpacing(SPACE)
        _add_ticked(column, "&At most", self._has_budget, self._budget)
        column.addSpacing(SPACE)
        _add(column, "&Which prompts then", self._prompts, self._about_prompts)
        _add_beside(
            column, "&Control", self._control,
            "So many prompts get a random pair instead, unmarked: they show what the strategy"
            " brings with your people and your data.",
        )  # fmt: skip
        _add_beside(
            column, "&Repeats", self._repeats,
            "So many pairs come back at least 20 later, the other way round: they show how"
            " steady each person is.",
        )  # fmt: skip
        _add_ticked(column, "&Likely ties above", self._has_ceiling, self._ceiling)
        about = _small()
        about.setText(
            "Sets in which even the least alike two are that similar come last. Without a number"
            " of yours it is found by itself."
        )
        column.addWidget(about)
        column.addSpacing(SPACE)
        _add_beside(column, "S&eed", self._seed, "The same seed and data give the same queue.")
        column.addStretch(1)


def _small() -> Label:
    label = Label(factor=0.92, is_quiet=True)
    label.setWordWrap(True)
    return label


def _number(least: int, most: int, suffix: str = "") -> NumberBox:
    box = NumberBox()
    box.setRange(least, most)
    box.setGroupSeparatorShown(True)
    box.setSuffix(suffix)
    return box


def _name(text: str, control: QWidget) -> Label:
    label = Label(text, is_bold=True)
    label.setBuddy(control)
    control.setAccessibleName(text.replace("&", ""))
    return label


def _add(column: QVBoxLayout, text: str, control: QWidget, about: Label) -> None:
    column.addWidget(_name(text, control))
    column.addWidget(control)
    column.addWidget(about)
    column.addSpacing(SPACE)


def _add_ticked(column: QVBoxLayout, text: str, tick: CheckBox, control: QWidget) -> None:
    """A control that counts only where it is ticked."""
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    row.addWidget(_name(text, tick), 1)
    row.addWidget(tick)
    row.addWidget(control)
    control.setAccessibleName(text.replace("&", ""))
    column.addLayout(row)


def _add_beside(column: QVBoxLayout, text: str, control: QWidget, about: str) -> None:
    row = QHBoxLayout()
    row.setSpacing(2 * SPACE)
    row.addWidget(_name(text, control), 1)
    row.addWidget(control)
    column.addLayout(row)
    said = _small()
    said.setText(about)
    control.setAccessibleDescription(about)
    column.addWidget(said)
    column.addSpacing(SPACE)
