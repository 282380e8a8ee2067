"""Reads what people's labels say of the strategies, without getting in a judgement's way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from real_desktop.core.evidence import Evidence, evidence
from real_desktop.core.judgement import AskedPair, Judgement
from real_desktop.core.records import EventKind, Outcome
from real_desktop.session.session import Session
from real_desktop.session.slicing import Slices, in_slices
from real_desktop.session.standing_labels import standing_labels
from real_desktop.store.gold import known_answers
from real_desktop.store.judgements import StandingEvent, asked_pairs
from real_desktop.store.people import persons
from real_desktop.store.project_file import ProjectFile

LABELS_A_SLICE = 100


@dataclass(frozen=True, slots=True)
class JudgedLabels:
    """People's judgements in any order, the answers of gold pairs, the names of people."""

    judgements: Sequence[Judgement]
    known: Mapping[str, Outcome]
    names: Mapping[int, str]

    def evidence(self) -> Evidence:
        """What they say. It takes a second for 100,000 of them; no project is needed."""
        return evidence(self.judgements, self.known, self.names)


def read_labels(session: Session) -> Future[JudgedLabels]:
    """The judgements as they stand at one moment. Changes nothing."""
    return in_slices(session, _labels)


def _labels(project: ProjectFile) -> Slices[JudgedLabels]:
    labels = yield from standing_labels(project)
    known, names = known_answers(project), {one.id: one.name for one in persons(project)}
    yield
    said: list[Judgement] = []
    for first in range(0, len(labels), LABELS_A_SLICE):
        some = [
            one for one in labels[first : first + LABELS_A_SLICE] if one.kind is EventKind.JUDGE
        ]
        pairs = asked_pairs(project, list({one.pair_id for one in some}))
        said += [_judgement(one, pairs[one.pair_id]) for one in some if one.pair_id in pairs]
        yield
    return JudgedLabels(said, known, names)


def _judgement(one: StandingEvent, pair: AskedPair) -> Judgement:
    return Judgement(one.annotator_id, pair, one.judged, one.shown_left, one.active_ms)
