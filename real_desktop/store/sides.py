"""The side on which a pair is shown to an annotator for the first time."""

from __future__ import annotations

from real_desktop.core.records import Side
from real_desktop.core.sides import BLOCK, balanced_side
from real_desktop.store.people import Annotator
from real_desktop.store.project_file import ProjectFile


def side_for(project: ProjectFile, annotator: Annotator, pair_id: int, index: int) -> Side:
    """The response that goes to the left; `index` counts the annotator's pairs with fixed sides.

    A hidden repeat stands the other way round than the pair it repeats stood for this annotator,
    and the rest of its block of ten is balanced around it.
    """
    if forced := _swapped(project, annotator.id, pair_id):
        return forced
    decided = _decided(project, annotator.id, pair_id, index % BLOCK)
    return balanced_side(project.uuid, annotator.uuid, index, decided)


def _decided(project: ProjectFile, annotator_id: int, pair_id: int, place: int) -> list[Side]:
    """The sides of the block's pairs before this one, and of repeats behind it."""
    who = {"annotator": annotator_id, "pair": pair_id}
    before = project.db.execute(_BEFORE, who | {"count": place})
    behind = project.db.execute(_BEHIND, who | {"count": BLOCK - 1 - place}).fetchall()
    repeats = [_swapped(project, annotator_id, one) for (one,) in behind]
    return [*(Side(one) for (one,) in before), *(side for side in repeats if side)]


def _swapped(project: ProjectFile, annotator_id: int, pair_id: int) -> Side | None:
    """Where a repeat goes; None for any other pair, and if its first time is still to come."""
    who = {"annotator": annotator_id, "pair": pair_id}
    row = project.db.execute(_FIRST_TIME, who).fetchone()
    if row is None:
        return None
    shown_left, is_same_order = row
    return Side(shown_left).other if is_same_order else Side(shown_left)


_FROM_HERE = """
SELECT {what} FROM queue WHERE annotator_id = :annotator AND shown_left IS {known} AND position
    {where} (SELECT position FROM queue WHERE annotator_id = :annotator AND pair_id = :pair)
ORDER BY position {order} LIMIT :count
"""
_BEFORE = _FROM_HERE.format(what="shown_left", known="NOT NULL", where="<", order="DESC")
_BEHIND = _FROM_HERE.format(what="pair_id", known="NULL", where=">", order="ASC")
"""New pairs are shown in the order of the queue, so a block is made of neighbours."""

_FIRST_TIME = """
SELECT queue.shown_left, first.response_a = pairs.response_a
FROM pairs CROSS JOIN pairs AS first ON first.prompt_id = pairs.prompt_id
    AND first.kind NOT IN ('repeat', 'imported')
    AND min(first.response_a, first.response_b) = min(pairs.response_a, pairs.response_b)
    AND max(first.response_a, first.response_b) = max(pairs.response_a, pairs.response_b)
CROSS JOIN queue ON queue.pair_id = first.id AND annotator_id = :annotator
    AND queue.shown_left IS NOT NULL
WHERE pairs.id = :pair AND pairs.kind = 'repeat'
ORDER BY first_shown_at LIMIT 1
"""
