"""What people's labels say of the pairs that a strategy chose, beside random ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from real_desktop.core.alpha import Alpha, nominal_alpha
from real_desktop.core.judgement import Judgement, Question
from real_desktop.core.median import Median, median_of
from real_desktop.core.records import Outcome, PairKind
from real_desktop.core.share import Share, share_of

OUTCOMES = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Measures:
    """What is seen of some pairs. Shares count judgements, and those of one prompt are alike.

    `ties` and `both_bad` are shares of all judgements, `longer` (the longer response won) and
    `left` (the left one did) of the decisive ones, `longer` without pairs of equal lengths.
    `seconds` is the time of a judgement; where it is not known it is left out. `consistent` is
    how often somebody said the same when a pair came back unmarked, `agreed` how often two
    people say the same, and `alpha` the same over chance.
    """

    judgements: int
    ties: Share
    both_bad: Share
    seconds: Median
    consistent: Share
    agreed: Share
    alpha: Alpha
    longer: Share
    left: Share


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs that a strategy chose, and the random pairs of the same selections."""

    strategy: str
    selected: Measures
    control: Measures


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """How often somebody says what the known answers say."""

    annotator: str
    agreed: Share


@dataclass(frozen=True, slots=True)
class Evidence:
    """The strategies, the most judged first, and the annotators who met gold pairs, by name."""

    comparisons: tuple[Comparison, ...] = ()
    gold: tuple[GoldAgreement, ...] = ()


def evidence(
    judgements: Iterable[Judgement],
    known: Mapping[str, Outcome] | None = None,
    names: Mapping[int, str] | None = None,
) -> Evidence:
    """Compare each strategy with its control.

    `judgements` are what stands of people's, one for each person and pair. `known` are the
    answers of gold pairs by the pair's uuid, `names` those of annotators by their row ids.
    Of a person's judgements of the same two responses that of the first pair counts, and those of
    repeats and gold pairs only for what these are there for.
    """
    said = sorted(judgements, key=_pair_id)
    first = _first(said)
    again = [one for one in said if one.pair.kind is PairKind.REPEAT]
    strategies = Counter(one.pair.strategy for one in first.values())
    comparisons = tuple(
        Comparison(
            strategy,
            _measures(first, again, strategy, PairKind.SELECTED),
            _measures(first, again, strategy, PairKind.CONTROL),
        )
        for strategy, _count in sorted(strategies.items(), key=lambda item: (-item[1], item[0]))
    )
    return Evidence(comparisons, _gold(said, known or {}, names or {}))


def _pair_id(one: Judgement) -> int:
    return one.pair.id


Key = tuple[int, Question]
"""A person by row id, and what was asked."""


def _first(said: Iterable[Judgement]) -> dict[Key, Judgement]:
    found: dict[Key, Judgement] = {}
    for one in said:
        if one.pair.kind in (PairKind.SELECTED, PairKind.CONTROL):
            found.setdefault(_key(one), one)
    return found


def _key(one: Judgement) -> Key:
    return one.annotator_id, one.pair.question


def _measures(
    first: Mapping[Key, Judgement], again: Iterable[Judgement], strategy: str, kind: PairKind
) -> Measures:
    those = {
        key: one
        for key, one in first.items()
        if one.pair.kind is kind and one.pair.strategy == strategy
    }
    said = list(those.values())
    by_question: dict[Question, list[Judgement]] = {}
    for one in said:
        by_question.setdefault(one.pair.question, []).append(one)
    several = [some for some in by_question.values() if len(some) > 1]
    seconds = (one.active_ms / 1000 for one in said if one.active_ms is not None)
    return Measures(
        len(said),
        share_of((one.pair.prompt_id, one.outcome is Outcome.TIE) for one in said),
        share_of((one.pair.prompt_id, one.outcome is Outcome.BOTH_BAD) for one in said),
        median_of(seconds),
        _consistent(those, again),
        _agreed(several),
        _alpha(several),
        _share_of_known((one.pair.prompt_id, one.is_longer_better) for one in said),
        _share_of_known((one.pair.prompt_id, one.is_left_better) for one in said),
    )


def _share_of_known(cases: Iterable[tuple[int, bool | None]]) -> Share:
    return share_of((prompt_id, is_so) for prompt_id, is_so in cases if is_so is not None)


def _consistent(first: Mapping[Key, Judgement], again: Iterable[Judgement]) -> Share:
    return share_of(
        (one.pair.prompt_id, one.said is first[_key(one)].said)
        for one in again
        if _key(one) in first
    )


def _agreed(several: Sequence[Sequence[Judgement]]) -> Share:
    """Any two people who judged the same responses, once each."""
    return share_of(
        (one.pair.prompt_id, one.said is other.said)
        for some in several
        for one, other in combinations(some, 2)
    )


def _alpha(several: Sequence[Sequence[Judgement]]) -> Alpha:
    places = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    counts = np.zeros((len(several), len(OUTCOMES)), dtype=np.int64)
    for unit, some in enumerate(several):
        for one in some:
            counts[unit, places[one.said]] += 1
    return nominal_alpha(counts)


def _gold(
    said: Iterable[Judgement], known: Mapping[str, Outcome], names: Mapping[int, str]
) -> tuple[GoldAgreement, ...]:
    of: dict[int, list[tuple[int, bool]]] = {}
    for one in said:
        if one.pair.kind is PairKind.GOLD and one.pair.uuid in known:
            is_right = one.outcome is known[one.pair.uuid]
            of.setdefault(one.annotator_id, []).append((one.pair.prompt_id, is_right))
    found = [GoldAgreement(names[who], share_of(cases)) for who, cases in of.items()]
    return tuple(sorted(found, key=lambda one: one.annotator))
