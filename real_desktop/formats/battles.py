"""Two models against each other: what the readers of arenas have in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Outcome, ResponseSet
from real_desktop.formats.divergence import LATER_TURNS
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, responses_of, with_two
from real_desktop.formats.rows import RowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.formats.divergence import Parting


def battle(
    row: int,
    parted: Parting,
    models: tuple[object, object],
    outcome: Outcome | None,
    meta: Mapping[str, Any],
    by: str | None = None,
    voted_turn: float | None = None,
) -> ResponseSet:
    """The answers where two conversations part, as a set of two. Raises RowError.

    The vote is on whole conversations, so it counts where no later turn came in between, or where
    `voted_turn` says that this turn was voted on.
    """
    messages, _used = prompt_of({"messages": parted.shared})
    names = [model if isinstance(model, str) else None for model in models]
    items = [dict(answer) for answer in parted.answers]
    found, _names = responses_of({"responses": items, "models": names})
    if len(found) < 2 or not all(response.text.strip() for response in found):
        raise RowError(NO_RESPONSE)
    responses = tuple(
        replace(one, meta=dict(one.meta) | ({"later_turns": later} if later else {}))
        for one, later in zip(found, parted.later, strict=True)
    )
    one = with_two(ResponseSet(row, messages, responses, meta))
    counts = parted.is_last if voted_turn is None else voted_turn == parted.turn
    if not counts:
        return replace(one, oddity=LATER_TURNS)
    known = (KnownPreference(0, 1, outcome, by),) if outcome else ()
    return replace(one, preferences=known)
