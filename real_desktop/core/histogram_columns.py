"""Columns of a histogram, as wide as the number of values in it allows."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST, MOST = 6, 100


@dataclass(frozen=True, slots=True)
class Column:
    """So many values lie from `left` to `right`; `height` is their share per unit of width."""

    left: float
    right: float
    count: int
    height: float


def columns_of(edges: Sequence[float], counts: Sequence[int]) -> list[Column]:
    """Join neighbours until there are about 3 n^(1/3) columns for n values, so that few values do
    not make a forest of single trees; the areas of all columns sum up to one. None without values.

    `edges` has one number more than `counts`.
    """
    total = sum(counts)
    if not total:
        return []
    wanted = min(max(3 * total ** (1 / 3), FEWEST), MOST)
    step = math.ceil(len(counts) / wanted)
    found = []
    for first in range(0, len(counts), step):
        last = min(first + step, len(counts))
        left, right, count = edges[first], edges[last], sum(counts[first:last])
        found.append(Column(left, right, count, count / total / (right - left)))
    return found


def column_at(columns: Sequence[Column], x: float) -> Column | None:
    """The column that x lies in."""
    place = bisect_right([one.left for one in columns], x) - 1
    return columns[place] if place >= 0 and x <= columns[place].right else None
