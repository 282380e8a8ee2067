"""Which prompts are asked about first where a budget does not reach for all."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.draws import draw

DIMENSIONS = 64
"""Distances are compared in so many: with those of the models it would take six times as long."""

DIGITS = 5
"""The places of a distance after these depend on the machine and decide nothing."""


def random_order(uuids: Sequence[str], seed: int) -> NDArray[np.intp]:
    """A random order; a prompt keeps its place among the others whatever else there is."""
    draws = [draw(seed, "prompts", uuid) for uuid in uuids]
    return np.argsort(draws, kind="stable")


def widest_order(least: NDArray[np.float64], uuids: Sequence[str]) -> NDArray[np.intp]:
    """First the sets with the least similar pair, `least` `(m,)`; equals by their uuids."""
    return np.lexsort((np.array(uuids, "S36"), least))


def coverage_order(
    means: NDArray[np.floating], uuids: Sequence[str], seed: int, count: int
) -> Iterator[int]:
    """`count` prompts that lie among all so that none is far from one of them, one by one.

    The greedy k-center (Gonzalez 1985): after a first one, which is drawn, always the prompt
    whose mean response vector, a row of `means` `(m, d)`, is furthest from all that were taken.
    """
    # In the order of the uuids sums come out the same whatever the order of import.
    order = np.argsort(np.array(uuids, "S36"), kind="stable")
    rows = _reduced(np.asarray(means[order], np.float32))
    squares = np.einsum("md,md->m", rows, rows)
    nearest = np.full(len(rows), np.inf)
    at = int(np.argmin([draw(seed, "prompts", uuids[one]) for one in order.tolist()]))
    for _number in range(min(count, len(rows))):
        yield int(order[at])
        distances = squares + squares[at] - 2 * (rows @ rows[at])
        nearest = np.minimum(nearest, np.round(np.maximum(distances, 0), DIGITS))
        nearest[at] = -1
        at = int(np.argmax(nearest))


def _reduced(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """A random projection, the same on every machine, that nearly keeps distances (Achlioptas)."""
    width = rows.shape[1]
    if width <= DIMENSIONS:
        return rows
    bits = np.frombuffer(hashlib.shake_256(b"signs").digest(width * DIMENSIONS // 8), np.uint8)
    signs = np.unpackbits(bits).reshape(width, DIMENSIONS).astype(np.float32) * 2 - 1
    return rows @ signs / np.float32(math.sqrt(DIMENSIONS))
