"""Where in a queue gold pairs go, so that nobody notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_BETWEEN = 20
"""A pair that comes back does so at least this many places later."""


@dataclass(frozen=True, slots=True)
class NewGold:
    """A gold pair that a queue lacks.

    `same` are the places in the queue, from 0, of pairs with the same two responses, and `draw`
    in [0, 1) is the chance that decides where it goes.
    """

    pair_id: int
    same: tuple[int, ...]
    draw: float


def gold_places(length: int, met: int, gold: Sequence[NewGold]) -> list[tuple[int, int]]:
    """For each gold pair that has a place its id and how many pairs of the queue come before it.

    The queue has `length` pairs, of which the first `met` are behind the annotator. Gold goes
    between the others or after the last, every place being as likely, at least 20 away from any
    pair with the same two responses. Those without such a place are left out, for a longer queue.
    In the order in which they come into the queue.
    """
    placed: list[list[int]] = []
    for one in gold:
        same = [place + sum(at <= place for _id, at in _shifted(placed)) for place in one.same]
        free = _free_places(met, length + len(placed), same)
        count = sum(len(places) for places in free)
        if not count:
            continue
        _insert(placed, one.pair_id, _nth(free, int(one.draw * count)))
    return [(pair_id, at - before) for before, (pair_id, at) in enumerate(placed)]


def _shifted(placed: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The gold so far, each with how many pairs of the queue come before it."""
    return [(pair_id, at - before) for before, (pair_id, at) in enumerate(placed)]


def _free_places(first: int, last: int, same: Sequence[int]) -> list[range]:
    """Places from `first` to `last`, with at least 20 between each and those of the same.

    What goes to a place moves what stands there, and all behind it, one on.
    """
    free, start = [], first
    for place in sorted(same):
        free.append(range(start, min(place - FEWEST_BETWEEN + 1, last) + 1))
        start = max(start, place + FEWEST_BETWEEN)
    free.append(range(start, last + 1))
    return [places for places in free if places]


def _nth(free: Sequence[range], n: int) -> int:
    for places in free:
        if n < len(places):
            return places[n]
        n -= len(places)
    raise IndexError(n)


def _insert(placed: list[list[int]], pair_id: int, at: int) -> None:
    """Put it into the list of places in the longer queue, which stays in order."""
    for other in placed:
        other[1] += other[1] >= at
    placed.append([pair_id, at])
    placed.sort(key=lambda one: one[1])
