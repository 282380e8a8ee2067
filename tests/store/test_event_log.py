import dataclasses

import pytest

from real_desktop.core.logged_event import LoggedEvent
from real_desktop.core.records import EventKind, Outcome
from real_desktop.store.digests import EVENT_FIELDS, event_digest
from real_desktop.store.event_log import last_seq, logged_events
from real_desktop.store.events import events_of
from real_desktop.store.labels import pair_ids
from real_desktop.store.manifests import pair_manifest
from tests.store.filling import hire, judge, labels_in, revert, work_at_random


def whole_log(project, until_seq=None, at_most=100):
    """The log in slices, as an export reads it."""
    until = last_seq(project) if until_seq is None else until_seq
    found, last = [], None
    while some := logged_events(project, until, last, at_most):
        assert len(some) <= at_most
        found += some
        last = some[-1]
    return found


def test_an_empty_log(project):
    assert last_seq(project) == 0
    assert whole_log(project) == []


def test_every_column_of_an_event_is_there(project):
    judge(project, 2)
    (event,) = whole_log(project)
    row = next(iter(project.db.query("SELECT * FROM events")))
    columns = set(row) - {"annotator_id", "pair_id"}
    names = {field.name for field in dataclasses.fields(LoggedEvent)}
    others = {"annotator", "annotator_uuid", "annotator_kind", "pair_uuid", "stands"}
    assert names == columns | others
    assert {name: getattr(event, name) for name in columns} == {n: row[n] for n in columns}
    assert (event.annotator, event.annotator_kind) == ("Annotator 1", "person")
    assert event.pair_uuid == pair_manifest(project, 2).uuid


@pytest.mark.parametrize("at_most", [1, 2, 3, 100])
def test_the_order_is_that_of_the_log_whatever_the_size_of_a_slice(project, at_most):
    work_at_random(project, [1], pair_ids(project), steps=20, seed=1)
    uuids = [event.uuid for event in whole_log(project, at_most=at_most)]
    assert uuids == [event.uuid for event in events_of(project, 1)]
    assert len(uuids) > 10


def test_events_of_other_copies_are_in_the_order_that_merging_cannot_change(project):
    for _ in range(3):
        judge(project, 1)
    project.db.execute(
        "UPDATE events SET origin_seq = 1, origin = CASE seq WHEN 1 THEN 'c' WHEN 2 THEN 'a'"
        " ELSE 'b' END"
    )
    found = [event.origin for event in whole_log(project, at_most=1)]
    assert found == ["a", "b", "c"]


def test_what_is_undone_does_not_stand_until_it_is_redone(project):
    first, second = judge(project, 1), judge(project, 2)
    revert(project, EventKind.UNDO, first)
    revert(project, EventKind.UNDO, second)
    revert(project, EventKind.REDO, second)
    found = [(event.kind, event.stands) for event in whole_log(project)]
    assert found == [
        ("judge", False), ("judge", True), ("undo", None), ("undo", None), ("redo", None),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_last_that_stands_is_the_label(project, seed):
    people, pairs = [1, hire(project, "Bob")], pair_ids(project)[:4]
    work_at_random(project, people, pairs, steps=80, seed=seed)
    last = {
        (event.pair_uuid, event.annotator): event.uuid
        for event in whole_log(project)
        if event.stands
    }
    rows = project.db.execute(
        "SELECT pairs.uuid, name, event_uuid FROM labels JOIN pairs ON pairs.id = pair_id"
        " JOIN annotators ON annotators.id = annotator_id"
    )
    assert last == {(pair, name): uuid for pair, name, uuid in rows}
    assert len(last) == len(labels_in(project)) > 3


def test_what_comes_later_is_left_out_with_what_it_undid(project):
    first = judge(project, 1, Outcome.B)
    moment = last_seq(project)
    revert(project, EventKind.UNDO, first)
    judge(project, 1)
    (event,) = whole_log(project, moment)
    assert (event.uuid, event.outcome, event.stands) == (first.uuid, "b", True)


def test_the_digest_can_be_checked_from_the_event_and_its_pair(project):
    judge(project, 2)
    (event,) = whole_log(project)
    pair = pair_manifest(project, 2)
    hashes = {"text_hash_a": pair.a.text_hash, "text_hash_b": pair.b.text_hash}
    fields = dataclasses.asdict(event) | hashes
    assert event_digest({name: fields[name] for name in EVENT_FIELDS}) == event.digest
