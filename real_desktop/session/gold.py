"""Judged pairs become gold: asked again, unmarked, to see who agrees with the known answer."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from real_desktop.core.choosing import ChosenPair
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import Outcome, PairKind
from real_desktop.session.judged_pairs import newest_judgements
from real_desktop.session.session import Session
from real_desktop.session.slicing import in_slices
from real_desktop.store import gold, selections
from real_desktop.store.gold import GoldCandidate
from real_desktop.store.judgements import StandingEvent
from real_desktop.store.selections import Selection
from real_desktop.store.thread import Priority


@dataclass(frozen=True, slots=True)
class GoldReport:
    """How many pairs became gold, and how many were already."""

    promoted: int
    already: int


def promote(
    session: Session, pair_uuids: Sequence[str], seed: int = 0
) -> Generator[Progress, None, GoldReport]:
    """Make gold of judged pairs: the newest judgement of each is the known answer.

    Each is asked once more of everybody, at a place drawn among the pairs that they have not
    met, at least 20 away from the pair itself. Those that are gold already stay as they are.
    Raises UserError for a pair that is not there, that was not judged, or that is there to ask
    something again; then nothing is written.
    """
    wanted = list(dict.fromkeys(pair_uuids))
    yield Progress("Reading judgements")
    said = in_slices(session, newest_judgements).result()
    ids = session.run(Priority.CHUNK, partial(gold.pair_ids_of, uuids=wanted))
    known = session.run(Priority.CHUNK, partial(gold.gold_candidates, pair_ids=list(ids.values())))
    for uuid in wanted:
        _check(uuid, ids, known, said)
    new = _distinct([known[ids[uuid]] for uuid in wanted])
    if new:
        _write(session, new, said, seed)
    return GoldReport(len(new), len(wanted) - len(new))


def _check(
    uuid: str,
    ids: Mapping[str, int],
    known: Mapping[int, GoldCandidate],
    said: Mapping[int, StandingEvent],
) -> None:
    if uuid not in ids:
        raise UserError(f"there is no pair {uuid}")
    if ids[uuid] not in known:
        raise UserError(f"the pair {uuid} asks something again; name the pair that asked it first")
    if ids[uuid] not in said:
        raise UserError(f"the pair {uuid} is not judged, or somebody flagged it")


def _distinct(pairs: Sequence[GoldCandidate]) -> list[GoldCandidate]:
    """Those that are not gold yet, the same two responses once."""
    first: dict[tuple[int, int], GoldCandidate] = {}
    for one in pairs:
        if not one.is_gold:
            responses = sorted((one.response_a, one.response_b))
            first.setdefault((responses[0], responses[1]), one)
    return list(first.values())


def _write(
    session: Session,
    new: Sequence[GoldCandidate],
    said: Mapping[int, StandingEvent],
    seed: int,
) -> None:
    selection = Selection(gold.GOLD, {}, seed, None)
    chosen = [
        ChosenPair(
            one.prompt_id, one.response_a, one.response_b, one.similarity, one.rank, PairKind.GOLD
        )
        for one in new
    ]
    known = session.run(Priority.CHUNK, partial(selections.identities, pairs=chosen))
    rows = selections.pair_rows(selection, chosen, known, 1)
    answers: dict[str, Outcome] = {}
    promoted: dict[str, str] = {}
    for row, one in zip(rows, new, strict=True):
        uuid = str(row[0])
        answers[uuid], promoted[uuid] = said[one.pair_id].judged, one.uuid
    selection = replace(selection, params=gold.gold_params(answers, promoted))
    session.run(Priority.CHUNK, partial(selections.add_selection, selection=selection, rows=rows))
