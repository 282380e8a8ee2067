import pytest

from real_desktop.core.records import Choice, EventKind, Outcome, Side
from real_desktop.store.digests import EVENT_FIELDS, event_digest
from real_desktop.store.events import NewEvent, append_event, event_count, events_of
from tests.store.filling import hire, judge, revert


def rows(project):
    return list(project.db.query("SELECT * FROM events ORDER BY seq"))


def test_events_are_appended_in_order(project):
    past = [judge(project, pair_id) for pair_id in (3, 1, 2, 3)]
    assert [row["pair_id"] for row in rows(project)] == [3, 1, 2, 3]
    assert [row["origin_seq"] for row in rows(project)] == [1, 2, 3, 4]
    assert events_of(project, 1) == past
    assert event_count(project) == 4


def test_an_event_keeps_how_the_pair_was_seen(project):
    event = NewEvent(
        1, 2, EventKind.JUDGE, Outcome.TIE, Side.B,
        active_ms=7, elapsed_ms=9, layout="stacked", flags="both_ends_seen",
    )  # fmt: skip
    with project.transaction():
        past = append_event(project, event)
    (row,) = rows(project)
    kept = {"kind": "judge", "outcome": "tie", "shown_left": "b", "active_ms": 7, "elapsed_ms": 9}
    assert kept.items() <= row.items()
    assert (row["layout"], row["flags"]) == ("stacked", "both_ends_seen")
    assert (row["uuid"], row["origin"]) == (past.uuid, project.origin)


@pytest.mark.parametrize(
    ("outcome", "choice"),
    [
        (Outcome.A, Choice.LEFT),
        (Outcome.B, Choice.RIGHT),
        (Outcome.TIE, Choice.TIE),
        (Outcome.BOTH_BAD, Choice.BOTH_BAD),
        (None, Choice.SKIP),
    ],
)
def test_an_event_is_read_as_the_choice_that_was_pressed(project, outcome, choice):
    judge(project, 1, outcome)
    assert [event.choice for event in events_of(project, 1)] == [choice]


def test_undo_and_redo_name_the_original(project):
    first = judge(project, 1)
    revert(project, EventKind.UNDO, first)
    revert(project, EventKind.REDO, first)
    assert [event.reverts for event in events_of(project, 1)] == [None, first.uuid, first.uuid]


def test_everyone_has_their_own_events(project):
    bob = hire(project, "Bob")
    mine, his = judge(project, 1), judge(project, 1, annotator_id=bob)
    assert [event.uuid for event in events_of(project, 1)] == [mine.uuid]
    assert [event.uuid for event in events_of(project, bob)] == [his.uuid]


def test_the_order_is_that_of_origin_seq_and_not_of_the_rows(project):
    for pair_id in (1, 2, 3):
        judge(project, pair_id)
    project.db.execute("UPDATE events SET origin_seq = 10 - origin_seq")
    assert [event.pair_id for event in events_of(project, 1)] == [3, 2, 1]


@pytest.mark.parametrize("field", EVENT_FIELDS)
def test_the_digest_covers_every_field(field):
    fields = dict.fromkeys(EVENT_FIELDS, "x")
    assert event_digest(fields) != event_digest(fields | {field: "y"})
