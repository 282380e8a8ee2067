"""The pairs that people judged, with what they said last."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

from real_desktop.core.progress import Progress
from real_desktop.core.records import EventKind, Outcome
from real_desktop.session.evidence import standing_labels
from real_desktop.session.session import Session
from real_desktop.store.excerpts import PairExcerpt, excerpts
from real_desktop.store.gold import GoldCandidate, gold_candidates
from real_desktop.store.judgements import StandingEvent
from real_desktop.store.people import persons
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

PAIRS_A_READ = 100


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


def judged_pairs(session: Session) -> Generator[Progress, None, list[JudgedPair]]:
    """Every pair that people judged, the newest judgement first. Changes nothing."""
    newest = yield from newest_judgements(session)
    names = session.run(Priority.CHUNK, _names)
    order = sorted(newest, key=lambda pair_id: newest[pair_id].order, reverse=True)
    found: list[JudgedPair] = []
    for first in range(0, len(order), PAIRS_A_READ):
        some = order[first : first + PAIRS_A_READ]
        known = session.run(Priority.CHUNK, partial(gold_candidates, pair_ids=some))
        begun = session.run(Priority.CHUNK, partial(excerpts, pair_ids=list(known)))
        for pair_id in some:
            if pair_id in begun:
                said = newest[pair_id]
                found.append(_judged(known[pair_id], begun[pair_id], said, names))
        yield Progress("Reading judged pairs", first + len(some), len(order), "pairs")
    return found


def newest_judgements(session: Session) -> Generator[Progress, None, dict[int, StandingEvent]]:
    """Of each pair that people judged the newest judgement, by row id.

    A pair that somebody flagged is none of them.
    """
    newest: dict[int, StandingEvent] = {}
    flagged: set[int] = set()
    for one in (yield from standing_labels(session)):
        if one.kind is EventKind.JUDGE:
            newest[one.pair_id] = one
        elif one.kind is EventKind.FLAG:
            flagged.add(one.pair_id)
    return {pair_id: one for pair_id, one in newest.items() if pair_id not in flagged}


def _judged(
    pair: GoldCandidate, begun: PairExcerpt, said: StandingEvent, names: dict[int, str]
) -> JudgedPair:
    outcome = said.judged
    winner = {Outcome.A: begun.a, Outcome.B: begun.b}.get(outcome, "")
    name = names[said.annotator_id]
    return JudgedPair(pair.uuid, begun.prompt, outcome, winner, name, said.at, pair.is_gold)


def _names(project: ProjectFile) -> dict[int, str]:
    return {one.id: one.name for one in persons(project)}
