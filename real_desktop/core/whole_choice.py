"""Picks of a strategy that looks at all prompts at once."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.choosing import PICK, Picks, Rule, described, is_in_control
from real_desktop.core.equal_sets import EqualSets
from real_desktop.core.every_pair import EveryPair, Members, every_pair
from real_desktop.core.progress import Progress
from real_desktop.core.strategies.strategy import WholeStrategy

STAGE = "Comparing all prompts"

REPORT_EVERY = 50
"""Picks from one report of progress to the next."""


@dataclass(slots=True)
class WholeChoice:
    """The sets to choose in, kept until all have come, and what was picked in them.

    Sets in the control slice are passed over. `all_asked` counts the sets whose every pick is in
    a queue already.
    """

    strategy: WholeStrategy
    rule: Rule
    all_asked: int = 0
    _groups: list[Members] = field(default_factory=list)

    def add(self, sets: EqualSets, similarities: NDArray[np.float64]) -> int:
        """Take in sets with vectors, and their similarities `(g, p)`; how many are kept."""
        members = np.flatnonzero(~is_in_control(sets, self.rule))
        if len(members):
            self._groups.append(Members(sets, similarities, members))
        return len(members)

    def possible_picks(self) -> int:
        """How many pairs are picked if nothing stops it."""
        each = self.rule.pairs_per_prompt
        return sum(len(one.rows) * min(each, one.similarities.shape[1]) for one in self._groups)

    def picks(self, most: int | None) -> Generator[Progress, None, Picks]:
        """Pick until every set has its pairs, or until `most` are picked that are in no queue.

        What was asked before changes no pick: it is only not asked again. `step` of a pick is
        its place in the order of the strategy.
        """
        yield Progress(STAGE, 0, most or self.possible_picks(), "pairs")
        pairs = every_pair(self._groups)
        picked = yield from self._picked(pairs, most)
        prompts, is_new = pairs.all_pairs.prompts[picked], ~pairs.is_asked[picked]
        given = np.bincount(prompts, minlength=len(pairs.pair_counts))
        new = np.bincount(prompts[is_new], minlength=len(pairs.pair_counts))
        full = np.minimum(pairs.pair_counts, self.rule.pairs_per_prompt)
        self.all_asked = int(np.count_nonzero((given == full) & (new == 0)))
        found = self._described(pairs, picked)
        return found[is_new]

    def _picked(
        self, pairs: EveryPair, most: int | None
    ) -> Generator[Progress, None, NDArray[np.intp]]:
        picked, new = list[int](), 0
        total = most or self.possible_picks()
        for at in self.strategy.choose(pairs.all_pairs, self.rule.pairs_per_prompt):
            picked.append(at)
            new += not pairs.is_asked[at]
            if new == most:
                break
            if len(picked) % REPORT_EVERY == 0:
                yield Progress(STAGE, new, total, "pairs")
        return np.array(picked, np.intp)

    def _described(self, pairs: EveryPair, picked: NDArray[np.intp]) -> Picks:
        """All that is kept of each pick, in the order of picking."""
        found = np.zeros(len(picked), PICK)
        for number, group in enumerate(self._groups):
            mine = np.flatnonzero(pairs.group[picked] == number)
            rows, indexes = pairs.row[picked[mine]], pairs.index[picked[mine]]
            similar = group.similarities[rows]
            differences = group.sets.differences()[rows]
            found[mine] = described(group.sets, rows, indexes, similar, differences)
        found["step"] = np.arange(len(picked))
        found["turn"] = _earlier_of_the_same(pairs.all_pairs.prompts[picked])
        return found


def _earlier_of_the_same(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """How often each number stands before itself."""
    order = np.argsort(numbers, kind="stable")
    _values, firsts, counts = np.unique(numbers[order], return_index=True, return_counts=True)
    found = np.empty(len(numbers), np.intp)
    found[order] = np.arange(len(numbers)) - np.repeat(firsts, counts)
    return found
