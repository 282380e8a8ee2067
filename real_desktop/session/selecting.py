"""Pairs to ask about, chosen by a strategy and put into everyone's queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from real_desktop.core.choosing import ALREADY_ASKED, NOT_EMBEDDED, ChosenPair
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import PairKind
from real_desktop.session.pair_choice import PairChoice, choose_pairs
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import Session
from real_desktop.store import selections
from real_desktop.store.selections import PairIdentity, PairRow, Selection
from real_desktop.store.thread import Priority


class NothingToChooseError(UserError):
    """No set has a pair that could be asked."""


@dataclass(slots=True)
class SelectReport:
    """What was chosen; `pairs` includes `control` and `repeats`, `possible` counts all pairs.

    `repeats_without_room` is how many more repeats were wanted than the queue has room for.
    """

    selection: int
    pairs: int = 0
    control: int = 0
    repeats: int = 0
    possible: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    repeats_without_room: int = 0


def select(
    session: Session, options: SelectOptions | None = None
) -> Generator[Progress, None, SelectReport]:
    """Choose pairs as `choose_pairs` does and write the selection.

    Raises NothingToChooseError when no set has a pair to ask, and UserError for options that
    cannot be meant or a model that is not there; then nothing is written.
    """
    options = options or SelectOptions()
    choice = yield from choose_pairs(session, options)
    if not len(choice.order.pairs):
        raise NothingToChooseError(why_nothing(choice.left_out))
    selection = _selection(options, choice)
    rows = yield from _rows(session, selection, choice)
    add = partial(selections.add_selection, selection=selection, rows=rows)
    selection_id = session.run(Priority.CHUNK, add)
    order = choice.order
    return SelectReport(
        selection_id,
        len(rows),
        int(order.of_kind(PairKind.CONTROL).sum()),
        int(order.of_kind(PairKind.REPEAT).sum()),
        choice.possible,
        choice.left_out,
        choice.repeats_without_room,
    )


def why_nothing(left_out: Mapping[str, int]) -> str:
    """Why there is no pair to ask, in one sentence."""
    reasons = "; ".join(f"{reason}: {n}" for reason, n in left_out.items())
    found = f"there is no pair to choose ({reasons or 'the project has no prompts'})"
    if NOT_EMBEDDED in left_out:
        return f"{found}; embed the responses first"
    if ALREADY_ASKED in left_out:
        return f"{found}; more pairs a prompt, or another strategy, would ask others"
    return found


def _selection(options: SelectOptions, choice: PairChoice) -> Selection:
    """The selection with everything that decided about it; the README names the `params`."""
    ties = np.flatnonzero(choice.order.is_likely_tie & ~choice.order.is_repeat)
    params: dict[str, Any] = {
        "control": options.control,
        "repeats": options.repeats,
        "pairs_per_prompt": options.pairs_per_prompt,
        "prompts": options.prompts,
        "budget": options.budget,
        "ceiling": choice.ceiling,
        "likely_ties_from": int(ties[0]) + 1 if len(ties) else None,
        "skips_asked": options.skips_asked,
    }
    model_id = choice.model.id if choice.model else None
    return Selection(options.strategy, params, options.seed, model_id)


def _rows(
    session: Session, selection: Selection, choice: PairChoice
) -> Generator[Progress, None, list[PairRow]]:
    """The pairs as rows with their digests, made on this thread."""
    rows, total = list[PairRow](), len(choice.order.pairs)
    uuids = selections.new_uuids(total)
    for first in range(0, total, session.chunk_rows):
        some = range(first, min(total, first + session.chunk_rows))
        chosen = [chosen_pair(choice, at) for at in some]
        known = [_identity(choice, at) for at in some]
        rows += selections.pair_rows(
            selection, chosen, known, first + 1, uuids[first : first + len(some)]
        )
        yield Progress("Writing pairs", len(rows), total, "pairs")
    return rows


def chosen_pair(choice: PairChoice, at: int) -> ChosenPair:
    """The pair at this place of the queue, counted from 0."""
    pick = choice.order.pairs[at]
    is_known = bool(np.isfinite(pick["similarity"]))
    return ChosenPair(
        choice.prompts.ids[pick["place"]],
        int(pick["response_a"]),
        int(pick["response_b"]),
        float(pick["similarity"]) if is_known else None,
        int(pick["rank"]) if is_known else None,
        choice.order.kind(at),
    )


def _identity(choice: PairChoice, at: int) -> PairIdentity:
    pick = choice.order.pairs[at]
    hashes = (pick["text_hash_a"].decode(), pick["text_hash_b"].decode())
    return PairIdentity(choice.prompts.uuids[pick["place"]], *hashes)
