"""How pairs are to be chosen, as a person or a command says it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from real_desktop.core.errors import UserError
from real_desktop.core.strategies import DEFAULT_STRATEGY, STRATEGIES

PROMPT_CHOICES = ("all", "random", "coverage", "widest")
"""Which prompts are asked about where the budget is smaller than the data."""

BY_VECTORS = frozenset({"coverage", "widest"})
"""Those that compare vectors, so that every set must be embedded."""

LARGEST_SEED = 2**31 - 1
MOST_PAIRS = 100_000_000
"""More than anybody judges, of all prompts or of one."""


@dataclass(frozen=True, slots=True)
class SelectOptions:
    """How to choose.

    `control` is the share of prompts that get random pairs in place of the strategy's, and
    `repeats` the share of pairs that come back later, swapped. `pairs_per_prompt` is how many
    pairs a prompt is to have, those counted that it has from earlier selections by the same
    rule. `budget` is how many pairs may be asked at most, control and repeats among them, and
    `prompts` says which prompts then get them; without a budget all do. A set whose least similar
    pair is above `ceiling` is queued last; None finds the ceiling. With `skips_asked` a prompt
    that has a pair gets no other, whatever came to it since. `model` names the embedding model
    to compare by, as `model_called` wants it; without it, it is the one the project uses.
    """

    strategy: str = DEFAULT_STRATEGY
    seed: int = 0
    control: float = 0.1
    repeats: float = 0.05
    prompts: str = "all"
    budget: int | None = None
    pairs_per_prompt: int = 1
    ceiling: float | None = None
    model: str | None = None
    skips_asked: bool = False

    @property
    def needs_vectors(self) -> bool:
        """Whether only sets that are embedded can be chosen from."""
        return STRATEGIES[self.strategy].needs_vectors or self.prompts in BY_VECTORS

    def check(self) -> None:
        """Raise UserError, in one sentence, for what cannot be meant."""
        if fault := self.fault():
            raise UserError(fault)

    def fault(self) -> str | None:
        """What cannot be meant, in one sentence; None if everything can."""
        return next((sentence for is_wrong, sentence in self._faults() if is_wrong), None)

    def _faults(self) -> tuple[tuple[bool, str], ...]:
        return (
            (
                self.strategy not in STRATEGIES,
                f"there is no strategy {self.strategy}; there is: {', '.join(STRATEGIES)}",
            ),
            (
                self.prompts not in PROMPT_CHOICES,
                f"prompts are chosen by {', '.join(PROMPT_CHOICES)}, and not by {self.prompts}",
            ),
            (
                not 0 <= self.seed <= LARGEST_SEED,
                f"a seed is from 0 to {LARGEST_SEED:,}, and {self.seed:,} is not",
            ),
            (not 0 <= self.control <= 1, _no_share("control", self.control)),
            (not 0 <= self.repeats <= 1, _no_share("repeats", self.repeats)),
            (
                not 1 <= self.pairs_per_prompt <= MOST_PAIRS,
                f"a prompt gets from 1 to {MOST_PAIRS:,} pairs, and not {self.pairs_per_prompt:,}",
            ),
            (
                self.budget is not None and not 1 <= self.budget <= MOST_PAIRS,
                f"a budget is from 1 to {MOST_PAIRS:,} pairs, and not {self.budget or 0:,}",
            ),
            (
                self.budget is None and self.prompts != "all",
                f"to choose prompts by {self.prompts}, say with a budget how many pairs to ask",
            ),
            (
                self.ceiling is not None and not -1 <= self.ceiling <= 1,
                f"the ceiling is a similarity from -1 to 1, and {_number(self.ceiling)} is not",
            ),
        )


def _no_share(name: str, value: float) -> str:
    return f"the share of {name} is from 0 to 1, and {_number(value)} is not"


def _number(value: float | None) -> str:
    if value is None or math.isnan(value):
        return "what is no number"
    return f"{value:g}"
