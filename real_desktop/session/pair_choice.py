"""The pairs that a selection asks, chosen and in order, and nothing written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.asking_order import AskingOrder, asking_order
from real_desktop.core.budget import first_steps, within_budget
from real_desktop.core.choosing import (
    ALREADY_ASKED,
    BEYOND_BUDGET,
    PICK,
    Picks,
    Rule,
    picks_of,
    similarities_of,
)
from real_desktop.core.draws import draw
from real_desktop.core.equal_sets import EqualSets
from real_desktop.core.progress import Progress
from real_desktop.core.prompt_order import coverage_order, random_order, widest_order
from real_desktop.core.repeats import pairs_within, repeat_count, wanted_repeats
from real_desktop.core.similarity_summary import SimilaritySummary
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.strategies.strategy import WholeStrategy
from real_desktop.core.whole_choice import WholeChoice
from real_desktop.embedding.models import FINGERPRINT
from real_desktop.session.candidate_sets import Prompts, SetCounts, candidate_sets, read_prompts
from real_desktop.session.model_names import model_called
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.model_choice import KnownModel, known_models
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

CEILING_OF_THE_DEFAULT_MODEL = 0.95

CEILING_PERCENTILE = 99
"""Of the sets' least similar pairs, for any other model."""


@dataclass(frozen=True, slots=True, eq=False)
class PairChoice:
    """What is asked and in which order, and an account of it.

    `possible` counts all pairs of the sets that could be asked about, `asked_before` those of
    them that are in a queue. `ceiling` is the similarity above which the least similar pair
    makes a set a likely tie, None without vectors. `left_out` counts sets by reason.
    """

    prompts: Prompts
    model: KnownModel | None
    order: AskingOrder
    possible: int
    asked_before: int
    ceiling: float | None
    repeats_without_room: int
    left_out: Counter[str]
    counts: SetCounts
    summary: SimilaritySummary


def choose_pairs(session: Session, options: SelectOptions) -> Generator[Progress, None, PairChoice]:
    """Choose as the options say; the project is only read.

    Raises UserError for options that cannot be meant and for a model that is not there.
    """
    options.check()
    model = session.run(Priority.READ, partial(_model, name=options.model))
    prompts = yield from read_prompts(session)
    found, counts = _Found(options), SetCounts()
    known = (model.id, model.max_tokens) if model else None
    for done, groups in candidate_sets(session, prompts, known, options, counts):
        yield Progress("Choosing pairs", done, len(prompts.ids), "prompts")
        for sets in groups:
            found.add(sets)
            yield Progress("Choosing pairs", done, len(prompts.ids), "prompts")
    yield from found.choose_in_all()
    return (yield from found.concluded(prompts, model, counts))


def _model(project: ProjectFile, name: str | None) -> KnownModel | None:
    models = known_models(project)
    if name is not None:
        return model_called(models, name)
    chosen = vectors.chosen_model_id(project)
    return next((one for one in models if one.id == chosen), None)


@dataclass(slots=True)
class _Found:
    """What is kept of the sets that were looked at."""

    options: SelectOptions
    summary: SimilaritySummary = field(default_factory=SimilaritySummary)
    possible: int = 0
    asked_before: int = 0
    _all_asked: int = 0
    _whole: WholeChoice | None = None
    _picks: list[Picks] = field(default_factory=list)
    _places: list[NDArray[np.int64]] = field(default_factory=list)
    _least: list[NDArray[np.float64]] = field(default_factory=list)
    _means: list[NDArray[np.float32]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rule = self._rule
        if isinstance(rule.strategy, WholeStrategy):
            self._whole = WholeChoice(rule.strategy, rule)

    @property
    def _rule(self) -> Rule:
        options = self.options
        strategy = STRATEGIES[options.strategy]
        return Rule(
            strategy, options.seed, options.control, options.pairs_per_prompt, options.strategy
        )

    @property
    def _most(self) -> int | None:
        """How many pairs the budget has room for beside their repeats."""
        if self.options.budget is None:
            return None
        return pairs_within(self.options.budget, self.options.repeats)

    def add(self, sets: EqualSets) -> None:
        """Choose in these sets, or keep them for a strategy that looks at all prompts at once."""
        rule, similarities = self._rule, similarities_of(sets)
        self.summary.add(similarities, sets.differences())
        self.possible += similarities.size
        self.asked_before += int(sets.asked.sum())
        picks = picks_of(sets, similarities, rule)
        looked_at = len(sets.places)
        if self._whole:
            looked_at -= self._whole.add(sets, similarities)
        self._all_asked += looked_at - len(np.unique(picks["place"]))
        self._picks.append(picks)
        self._places.append(sets.places)
        self._least.append(similarities.min(axis=1))
        if self.options.prompts == "coverage" and sets.vectors is not None:
            self._means.append(sets.vectors.mean(axis=1, dtype=np.float32))

    def choose_in_all(self) -> Generator[Progress, None, None]:
        """Choose in the sets that were kept; their order is the order to ask."""
        if self._whole:
            most = self._most if self.options.prompts == "all" else None
            self._picks.append((yield from self._whole.picks(most)))
            self._all_asked += self._whole.all_asked

    def concluded(
        self, prompts: Prompts, model: KnownModel | None, counts: SetCounts
    ) -> Generator[Progress, None, PairChoice]:
        """Keep to the budget and put the pairs in order."""
        options, left_out = self.options, Counter(counts.left_out)
        picks = np.concatenate([np.empty(0, PICK), *self._picks])
        if self._all_asked:
            left_out[ALREADY_ASKED] += self._all_asked
        if self._most is not None and len(picks):
            before = sum(map(len, self._places)) - self._all_asked
            picks = yield from self._within_budget(picks, prompts, self._most)
            if beyond := before - len(np.unique(picks["place"])):
                left_out[BEYOND_BUDGET] += beyond
        ceiling = self._ceiling(model)
        order = asking_order(picks, prompts.uuids, options.seed, options.repeats, ceiling)
        wanted = wanted_repeats(len(picks), options.repeats)
        return PairChoice(
            prompts,
            model,
            order,
            self.possible,
            self.asked_before,
            ceiling,
            wanted - repeat_count(len(picks), options.repeats),
            left_out,
            counts,
            self.summary,
        )

    def _within_budget(
        self, picks: Picks, prompts: Prompts, most: int
    ) -> Generator[Progress, None, Picks]:
        if self._whole and self.options.prompts == "all":
            names = [prompts.uuids[place] for place in picks["place"].tolist()]
            keys = zip(names, picks["turn"].tolist(), strict=True)
            draws = [draw(self.options.seed, "budget", name, str(turn)) for name, turn in keys]
            return first_steps(picks, np.array(draws), self._whole.possible_picks(), most)
        preferred = yield from self._preferred(picks, prompts, most)
        return within_budget(picks, preferred, most)

    def _preferred(
        self, picks: Picks, prompts: Prompts, most: int
    ) -> Generator[Progress, None, NDArray[np.int64]]:
        """The prompts that can be asked about, in the order of preference; `most` are enough."""
        options = self.options
        places, at = np.unique(np.concatenate(self._places), return_index=True)
        is_open = np.isin(places, picks["place"])
        places, at = places[is_open], at[is_open]
        uuids = [prompts.uuids[place] for place in places.tolist()]
        if options.prompts == "random":
            return places[random_order(uuids, options.seed)]
        if options.prompts == "widest":
            return places[widest_order(np.concatenate(self._least)[at], uuids)]
        if options.prompts == "coverage":
            found, means = list[int](), np.concatenate(self._means)[at]
            for one in coverage_order(means, uuids, options.seed, most):
                found.append(one)
                yield Progress("Choosing prompts", len(found), min(most, len(at)), "prompts")
            return places[found]
        return places

    def _ceiling(self, model: KnownModel | None) -> float | None:
        """That of the options, or the one above which this model's pairs are mostly ties."""
        least = np.concatenate([np.empty(0), *self._least])
        least = least[np.isfinite(least)]
        if not len(least):
            return None
        if self.options.ceiling is not None:
            return self.options.ceiling
        if model and model.fingerprint == FINGERPRINT:
            return CEILING_OF_THE_DEFAULT_MODEL
        return float(np.percentile(least, CEILING_PERCENTILE, method="higher"))
