"""The pairs of all sets in one row, whatever the sizes of the sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.difference_space import in_difference_space
from real_desktop.core.equal_sets import EqualSets
from real_desktop.core.strategies.strategy import AllPairs, pairs_of


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Some `rows` of sets, and the similarities `(g, p)` of all of them."""

    sets: EqualSets
    similarities: NDArray[np.float64]
    rows: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class EveryPair:
    """c pairs in the order of the uuids of their prompts, then of `pairs_of`.

    `group`, `row` and `index` `(c,)` say where each stands: in which group, which set of it,
    and which pair of that. `is_asked` is true for those that are in a queue. `pair_counts` says
    of each prompt how many pairs it has.
    """

    all_pairs: AllPairs
    group: NDArray[np.intp]
    row: NDArray[np.intp]
    index: NDArray[np.intp]
    is_asked: NDArray[np.bool_]
    pair_counts: NDArray[np.int64]


def every_pair(groups: Sequence[Members]) -> EveryPair:
    """Lay out the pairs of all members, with the vectors in few dimensions."""
    vectors = in_difference_space([_vectors(one) for one in groups])
    numbers, parts, first = _numbers(groups), list[tuple[NDArray[np.intp], ...]](), 0
    for at, (one, number, some) in enumerate(zip(groups, numbers, vectors, strict=True)):
        parts.append(_columns(one, at, number, first))
        first += some.shape[0] * some.shape[1]
    prompts, group, row, index, left, right, asked = (
        np.concatenate([np.empty(0, np.intp), *column])
        for column in (zip(*parts, strict=True) if parts else ((),) * 7)
    )
    order = np.argsort(prompts, kind="stable")
    flat = np.concatenate([one.reshape(-1, one.shape[2]) for one in vectors] or [np.empty((0, 1))])
    pairs = np.stack([left[order], right[order]], axis=1)
    counts = np.bincount(prompts).astype(np.int64)
    all_pairs = AllPairs(flat, pairs, prompts[order])
    is_asked = asked[order].astype(np.bool_)
    return EveryPair(all_pairs, group[order], row[order], index[order], is_asked, counts)


def _vectors(members: Members) -> NDArray[np.floating]:
    if members.sets.vectors is None:
        raise ValueError("sets without vectors cannot be compared")
    return members.sets.vectors[members.rows]


def _numbers(groups: Sequence[Members]) -> list[NDArray[np.intp]]:
    """The prompts of each group, numbered through all groups in the order of their uuids."""
    uuids = [one.sets.uuids[row] for one in groups for row in one.rows.tolist()]
    found = np.empty(len(uuids), np.intp)
    found[sorted(range(len(uuids)), key=uuids.__getitem__)] = np.arange(len(uuids))
    ends = np.cumsum([len(one.rows) for one in groups])
    return np.split(found, ends[:-1]) if groups else []


def _columns(
    members: Members, group: int, prompts: NDArray[np.intp], first: int
) -> tuple[NDArray[np.intp], ...]:
    """What `every_pair` puts in order, one entry a pair; `first` is the group's first vector."""
    size, pairs = members.sets.size, pairs_of(members.sets.size)
    count, each = len(members.rows), len(pairs)
    starts = np.repeat(first + size * np.arange(count), each)
    return (
        np.repeat(prompts, each),
        np.full(count * each, group),
        np.repeat(members.rows, each),
        np.tile(np.arange(each), count),
        starts + np.tile(pairs[:, 0], count),
        starts + np.tile(pairs[:, 1], count),
        members.sets.asked[members.rows].reshape(-1).astype(np.intp),
    )
