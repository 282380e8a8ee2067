"""Ranks and scores as preferences between each two responses of a set."""

from __future__ import annotations

from itertools import combinations
from math import isfinite
from typing import TYPE_CHECKING, TypeGuard

from real_desktop.core.records import KnownPreference, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_RANKED = 8
MOST_PAIRS = MOST_RANKED * (MOST_RANKED - 1) // 2
"""Of more responses the scores are kept, but 36 pairs and more a prompt would be too many."""


def by_score(scores: Sequence[float | None], by: str | None = None) -> tuple[KnownPreference, ...]:
    """Each two responses that have a score: the higher wins, equal ones are a tie.

    Nothing for a set of more than MOST_RANKED responses.
    """
    if len(scores) > MOST_RANKED:
        return ()
    known = [(place, score) for place, score in enumerate(scores) if _is_number(score)]
    return tuple(
        KnownPreference(a, b, _outcome(score_a, score_b), by)
        for (a, score_a), (b, score_b) in combinations(known, 2)
    )


def by_rank(ranks: Sequence[float | None], by: str | None = None) -> tuple[KnownPreference, ...]:
    """The same where 0 or 1 is the best."""
    return by_score([-rank if _is_number(rank) else None for rank in ranks], by)


def _is_number(value: float | None) -> TypeGuard[float]:
    return value is not None and not isinstance(value, bool) and isfinite(value)


def _outcome(score_a: float, score_b: float) -> Outcome:
    if score_a == score_b:
        return Outcome.TIE
    return Outcome.A if score_a > score_b else Outcome.B
