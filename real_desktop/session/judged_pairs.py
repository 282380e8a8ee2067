"""The pairs that people judged, with what they said last."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from real_desktop.core.records import EventKind, Outcome
from real_desktop.session.session import Session
from real_desktop.session.slicing import Slices, in_slices
from real_desktop.session.standing_labels import standing_labels
from real_desktop.store.excerpts import PairExcerpt, excerpts
from real_desktop.store.gold import GoldCandidate, gold_candidates
from real_desktop.store.judgements import StandingEvent
from real_desktop.store.people import persons
from real_desktop.store.project_file import ProjectFile

PAIRS_A_SLICE = 50


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair that asks something for the first time, with the newest judgement of it.

    `prompt` is how its last message begins and `winner` how the better response does, empty
    where none is. `is_gold`: its responses are a gold pair already.
    """

    uuid: str
    prompt: str
    outcome: Outcome
    winner: str
    annotator: str
    at: str
    is_gold: bool


def judged_pairs(session: Session) -> Future[list[JudgedPair]]:
    """Every pair that people judged, the newest judgement first. Changes nothing."""
    return in_slices(session, _judged_pairs)


def newest_judgements(project: ProjectFile) -> Slices[dict[int, StandingEvent]]:
    """Of each pair that people judged the newest judgement, by row id, the newest first.

    A pair that somebody flagged is none of them.
    """
    labels = yield from standing_labels(project)
    labels.sort(key=_order, reverse=True)
    yield
    newest: dict[int, StandingEvent] = {}
    for one in labels:
        if one.kind is EventKind.JUDGE:
            newest.setdefault(one.pair_id, one)
    for one in labels:
        if one.kind is EventKind.FLAG:
            newest.pop(one.pair_id, None)
    return newest


def _order(one: StandingEvent) -> tuple[int, str, str]:
    return one.order


def _judged_pairs(project: ProjectFile) -> Slices[list[JudgedPair]]:
    newest = yield from newest_judgements(project)
    yield
    names = {one.id: one.name for one in persons(project)}
    order = list(newest)
    found: list[JudgedPair] = []
    for first in range(0, len(order), PAIRS_A_SLICE):
        some = order[first : first + PAIRS_A_SLICE]
        known = gold_candidates(project, some)
        begun = excerpts(project, list(known))
        found += [
            _judged(known[one], begun[one], newest[one], names) for one in some if one in known
        ]
        yield
    return found


def _judged(
    pair: GoldCandidate, begun: PairExcerpt, said: StandingEvent, names: dict[int, str]
) -> JudgedPair:
    outcome = said.judged
    winner = {Outcome.A: begun.a, Outcome.B: begun.b}.get(outcome, "")
    name = names[said.annotator_id]
    return JudgedPair(pair.uuid, begun.prompt, outcome, winner, name, said.at, pair.is_gold)
