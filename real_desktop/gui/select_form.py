"""How pairs are to be chosen, as a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from real_desktop.core.strategies import DEFAULT_STRATEGY, STRATEGIES
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.ceiling_box import CeilingBox
from real_desktop.gui.controls import CheckBox, ComboBox, NumberBox
from real_desktop.gui.field_row import FieldRow
from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import plain_tooltip
from real_desktop.session.select_memory import SelectBasis
from real_desktop.session.select_options import (
    LARGEST_SEED,
    MOST_PAIRS,
    PROMPT_CHOICES,
    SelectOptions,
)

MOST_A_PROMPT = 1_000
MODEL_CHARACTERS = 18

PROMPTS = {
    "all": ("In their order", "Those that were imported first, until the budget is spent"),
    "random": ("At random", "A draw among all prompts, until the budget is spent"),
    "coverage": ("Spread out", "Each as unlike those before it as can be, to cover all topics"),
    "widest": ("Widest first", "Those whose two least similar responses differ most"),
}
NO_BUDGET = "Without a budget every prompt is asked about"
ALL_RANDOM = "Every pair is a random one already"
NO_VECTORS = "Nothing is embedded yet, so no similarity is known"
USED_HERE = "the project's"


class SelectForm(QWidget):
    """The fields of a SelectOptions; `changed` follows every other value."""

    changed = Signal()
    embed_asked = Signal()

    def __init__(self, basis: SelectBasis, options: SelectOptions) -> None:
        super().__init__()
        self._embed = BigButton("Embed the responses first")
        self._basis = basis
        self._strategy, self._model, self._prompts = ComboBox(), ComboBox(), ComboBox()
        self._budget, self._a_prompt = _count(0, MOST_PAIRS), _count(1, MOST_A_PROMPT)
        self._skips, self._seed = CheckBox(), _count(0, LARGEST_SEED)
        self._control, self._repeats = _share(), _share()
        self._ceiling = CeilingBox()
        self._fill_boxes()
        self._make_rows()
        self._lay_out()
        self._show(options)
        self._told = self.options
        self._wire()
        self._follow()
        self.setFocusProxy(self._strategy)

    @property
    def options(self) -> SelectOptions:
        """What the form says now. A field that is of no use counts as if it were empty."""
        strategy, budget = str(self._strategy.currentData()), self._budget.value() or None
        return SelectOptions(
            strategy=strategy,
            seed=self._seed.value(),
            control=0.0 if strategy == "random" else self._control.value() / 100,
            repeats=self._repeats.value() / 100,
            prompts=str(self._prompts.currentData()) if budget else "all",
            budget=budget,
            pairs_per_prompt=self._a_prompt.value(),
            ceiling=self._ceiling.value if self._basis.models else None,
            model=self._model.currentData(),
            skips_asked=self._skips.isChecked(),
        )

    @property
    def is_model_in_use(self) -> bool:
        """Whether the pairs are compared by the model that the project embeds with, if by any."""
        return bool(self._basis.models and self._model.currentData() == self._basis.model)

    @property
    def has_models(self) -> bool:
        """Whether anything is embedded."""
        return bool(self._basis.models)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        controls = [row.control for row in self._rows.values() if row.control is not self._ceiling]
        return [*controls[:-1], *self._ceiling.stops, controls[-1]]

    def show_ceiling(self, ceiling: float | None) -> None:
        """What the automatic ceiling is with these options."""
        self._ceiling.show_automatic(ceiling)

    def _fill_boxes(self) -> None:
        for name, strategy in STRATEGIES.items():
            is_usual = " (as published)" if name == DEFAULT_STRATEGY else ""
            self._strategy.addItem(f"{name}{is_usual}", name)
            self._strategy.setItemData(
                self._strategy.count() - 1, plain_tooltip(strategy.about), _TOOLTIP
            )
        for name in PROMPT_CHOICES:
            self._prompts.addItem(PROMPTS[name][0], name)
        for name in self._basis.models:
            used = f" ({USED_HERE})" if name == self._basis.model else ""
            self._model.addItem(f"{name}{used}", name)
        for box in (self._strategy, self._model):
            box.setSizeAdjustPolicy(_BY_LENGTH)
            box.setMinimumContentsLength(MODEL_CHARACTERS)
        self._budget.setSpecialValueText("none")
        self._budget.setSingleStep(100)

    def _make_rows(self) -> None:
        self._rows = {
            "strategy": FieldRow("&Strategy", "", self._strategy, is_wide=True),
            "model": self._model_row(),
            "budget": FieldRow(
                "B&udget", "How many pairs at most, control and repeats among them", self._budget
            ),
            "prompts": FieldRow("&Prompts within the budget", "", self._prompts),
            "a_prompt": FieldRow(
                "Pai&rs a prompt", "Never the same two responses twice", self._a_prompt
            ),
            "skips": FieldRow(
                "Onl&y prompts without a pair",
                "Otherwise a prompt that has a pair can get another one",
                self._skips,
            ),
            "control": FieldRow(
                "C&ontrol",
                "The share of prompts with a random pair, to hold the strategy against",
                self._control,
            ),
            "repeats": FieldRow(
                "R&epeats",
                "The share that comes back later with its sides swapped, to see who agrees with"
                " themselves",
                self._repeats,
            ),
            "ceiling": FieldRow(
                "Likely &ties above",
                "Sets whose responses are all more alike than this come last",
                self._ceiling,
            ),
            "seed": FieldRow("See&d", "The same seed chooses the same pairs again", self._seed),
        }

    def _model_row(self) -> FieldRow:
        """The models that have vectors here, or the way to get some."""
        if self._basis.models:
            meaning = "The model whose vectors count"
            return FieldRow("Compared &by", meaning, self._model, is_wide=True)
        meaning = f"{NO_VECTORS}; {self._basis.embeds} embeds, on this machine"
        return FieldRow("Compared &by", meaning, self._embed, is_wide=True)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE + 4)
        groups = {"strategy": "What is asked", "control": "What is checked", "ceiling": "Details"}
        for name, row in self._rows.items():
            if name in groups:
                layout.addSpacing(SPACE if name != "strategy" else 0)
                layout.addWidget(Label(groups[name], factor=1.15, is_bold=True))
            layout.addWidget(row)
        layout.addStretch(1)

    def _show(self, options: SelectOptions) -> None:
        self._strategy.setCurrentIndex(self._strategy.findData(options.strategy))
        self._prompts.setCurrentIndex(self._prompts.findData(options.prompts))
        wanted = options.model if options.model in self._basis.models else self._basis.model
        self._model.setCurrentIndex(max(0, self._model.findData(wanted)))
        self._budget.setValue(options.budget or 0)
        self._a_prompt.setValue(options.pairs_per_prompt)
        self._skips.setChecked(options.skips_asked)
        # With `random` there is none to remember, and the next strategy is to have one.
        control = SelectOptions().control if options.strategy == "random" else options.control
        self._control.setValue(round(control * 100))
        self._repeats.setValue(round(options.repeats * 100))
        self._ceiling.set_value(options.ceiling)
        self._seed.setValue(options.seed)

    def _wire(self) -> None:
        for box in (self._strategy, self._model, self._prompts):
            box.currentIndexChanged.connect(self._tell)
        for number in (self._budget, self._a_prompt, self._control, self._repeats, self._seed):
            number.valueChanged.connect(self._tell)
        self._skips.toggled.connect(self._tell)
        self._ceiling.changed.connect(self._tell)
        self._embed.clicked.connect(self.embed_asked)

    def _tell(self) -> None:
        """Enter in a number tells its value again, which is no change."""
        self._follow()
        if self.options != self._told:
            self._told = self.options
            self.changed.emit()

    def _follow(self) -> None:
        """Say of each field what it means now, or why it is of no use."""
        name, rows = str(self._strategy.currentData()), self._rows
        rows["strategy"].explain(STRATEGIES[name].about)
        rows["prompts"].explain(PROMPTS[str(self._prompts.currentData())][1])
        rows["prompts"].allow("" if self._budget.value() else NO_BUDGET)
        rows["control"].allow(ALL_RANDOM if name == "random" else "")
        rows["ceiling"].allow("" if self._basis.models else NO_VECTORS)


_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_BY_LENGTH = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


def _count(lowest: int, highest: int) -> NumberBox:
    box = NumberBox()
    box.setRange(lowest, highest)
    box.setGroupSeparatorShown(True)
    return box


def _share() -> NumberBox:
    box = _count(0, 100)
    box.setSuffix(" %")
    return box
