"""Which response of a pair stands on the left."""

from __future__ import annotations

from collections.abc import Sequence

from real_desktop.core.draws import rng_for
from real_desktop.core.records import Side

BLOCK = 10


def side_at(project_uuid: str, annotator_uuid: str, index: int) -> Side:
    """The response shown on the left in the `index`-th pair (from 0) of this annotator.

    In each block of ten, five pairs are swapped and five are not, in an order that depends
    on the project, the annotator and the block.
    """
    block, place = divmod(index, BLOCK)
    order = rng_for(block, "sides", project_uuid, annotator_uuid).permutation(BLOCK)
    return Side.A if order[place] < BLOCK // 2 else Side.B


def balanced_side(
    project_uuid: str, annotator_uuid: str, index: int, decided: Sequence[Side]
) -> Side:
    """The same where other sides of the block are decided already: those before it, and those
    of hidden repeats that are to come.

    It is that of `side_at`, unless five pairs of the block have that side without it.
    """
    side = side_at(project_uuid, annotator_uuid, index)
    return side if decided.count(side) < BLOCK // 2 else side.other
