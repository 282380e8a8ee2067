import pytest

from real_desktop.core.records import EventKind, Outcome, Side
from real_desktop.store import judgement_pace
from real_desktop.store.events import NewEvent, append_event
from real_desktop.store.judgement_pace import seconds_per_judgement


def judge(project, *active_ms, kind=EventKind.JUDGE):
    for one in active_ms:
        outcome = Outcome.A if kind is EventKind.JUDGE else None
        with project.transaction():
            append_event(project, NewEvent(1, 1, kind, outcome, Side.A, active_ms=one))


def test_the_median_of_judgements_is_in_seconds(project):
    judge(project, 9_000, 1_000, 4_000)
    judge(project, 90_000, kind=EventKind.SKIP)
    assert seconds_per_judgement(project, 3) == 4.0


def test_with_fewer_than_wanted_nothing_is_said(project):
    assert seconds_per_judgement(project, 0) is None
    judge(project, 9_000, 1_000, 0)
    assert seconds_per_judgement(project, 3) is None


def test_the_newest_count(project, monkeypatch):
    monkeypatch.setattr(judgement_pace, "NEWEST", 2)
    judge(project, 50_000, 50_000, 2_000, 4_000)
    assert seconds_per_judgement(project, 2) == pytest.approx(3.0)
