from real_desktop.core.logged_event import LoggedEvent
from real_desktop.core.pair_manifest import PairManifest
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.everything import everything
from tests.session.working import read

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice


def all_of(session):
    added = []
    drained(everything(session, added.append))
    return added


def test_every_pair_comes_and_then_every_event(ready, person):
    person.say(LEFT, SKIP)
    person.undo()
    found = all_of(ready)
    assert [type(one) for one in found] == [PairManifest] * 5 + [LoggedEvent] * 3
    pairs = read(ready, "SELECT uuid FROM pairs ORDER BY id")
    events = read(ready, "SELECT uuid FROM events ORDER BY seq")
    assert [(one.uuid,) for one in found] == pairs + events
    assert [one.stands for one in found[5:]] == [True, False, None]


def test_a_project_without_pairs_has_nothing(session):
    assert all_of(session) == []


def test_what_is_judged_meanwhile_waits_for_the_next_export(ready, person):
    person.say(LEFT)
    added = []
    job = everything(ready, added.append)
    next(job)
    person.undo()
    person.say(RIGHT)
    drained(job)
    (event,) = [one for one in added if isinstance(one, LoggedEvent)]
    assert (event.kind, event.stands) == ("judge", True)
    assert len([one for one in all_of(ready) if isinstance(one, LoggedEvent)]) == 3


def test_events_come_in_slices(ready, person, monkeypatch):
    monkeypatch.setattr("real_desktop.session.everything.EVENTS_A_READ", 2)
    person.say(LEFT, TIE, RIGHT)
    added = []
    job = everything(ready, added.append)
    seen = [(progress.stage, progress.done, len(added)) for progress in job]
    assert seen == [
        ("Exporting pairs", 5, 5),
        ("Exporting events", 2, 7),
        ("Exporting events", 3, 8),
    ]


def test_every_annotator_is_named(ready, person):
    person.say(LEFT)
    ((uuid,),) = read(ready, "SELECT uuid FROM annotators")
    (event,) = all_of(ready)[5:]
    assert (event.annotator, event.annotator_uuid) == ("Annotator 1", uuid)
