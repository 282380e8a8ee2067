"""Reads what people's labels say of the strategies, without getting in a judgement's way."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

from real_desktop.core.evidence import Evidence, evidence
from real_desktop.core.judgement import AskedPair, Judgement
from real_desktop.core.progress import Progress
from real_desktop.core.records import EventKind
from real_desktop.session.session import Session
from real_desktop.store.event_log import last_seq
from real_desktop.store.gold import known_answers
from real_desktop.store.judgements import StandingEvent, asked_pairs, standing_events
from real_desktop.store.people import persons
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

EVENTS_A_READ = 500
PAIRS_A_READ = 200

READING = "Reading labels"


def read_evidence(session: Session) -> Generator[Progress, None, Evidence]:
    """The evidence as it is now; what is said while it is read is left out. Changes nothing."""
    labels = yield from standing_labels(session)
    judged = [one for one in labels if one.kind is EventKind.JUDGE]
    pairs = yield from _pairs(session, sorted({one.pair_id for one in judged}))
    known = session.run(Priority.CHUNK, known_answers)
    names = session.run(Priority.CHUNK, _names)
    judged.sort(key=lambda one: one.pair_id)
    return evidence((_judgement(one, pairs[one.pair_id]) for one in judged), known, names)


def standing_labels(session: Session) -> Generator[Progress, None, list[StandingEvent]]:
    """What every person says of every pair now, the newest last: what the view `labels` shows."""
    newest: dict[tuple[int, int], StandingEvent] = {}
    until = session.run(Priority.CHUNK, last_seq)
    for after in range(0, until, EVENTS_A_READ):
        read = partial(
            standing_events, after_seq=after, up_to_seq=after + EVENTS_A_READ, until_seq=until
        )
        for one in session.run(Priority.CHUNK, read):
            key = one.annotator_id, one.pair_id
            if key not in newest or newest[key].order < one.order:
                newest[key] = one
        yield Progress(READING, min(after + EVENTS_A_READ, until), until, "events")
    return sorted(newest.values(), key=lambda one: one.order)


def _pairs(
    session: Session, pair_ids: list[int]
) -> Generator[Progress, None, dict[int, AskedPair]]:
    found: dict[int, AskedPair] = {}
    for first in range(0, len(pair_ids), PAIRS_A_READ):
        some = pair_ids[first : first + PAIRS_A_READ]
        found |= session.run(Priority.CHUNK, partial(asked_pairs, pair_ids=some))
        yield Progress(READING, first + len(some), len(pair_ids), "pairs")
    return found


def _names(project: ProjectFile) -> dict[int, str]:
    return {one.id: one.name for one in persons(project)}


def _judgement(one: StandingEvent, pair: AskedPair) -> Judgement:
    return Judgement(one.annotator_id, pair, one.judged, one.shown_left, one.active_ms)
