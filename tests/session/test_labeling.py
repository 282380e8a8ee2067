import random

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.core.sides import side_at
from real_desktop.session.desk import Answer
from real_desktop.session.labeling import Labeling
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import open_session
from real_desktop.store import events
from real_desktop.store.project_file import SaveError
from tests.session.working import Person, import_into, read, write

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice
ALL_CHOICES = list(Choice)


def where(step):
    """What must be the same whenever a pair is met again."""
    pair = step.pair
    return step.number, pair.pair_id, pair.left, pair.right, pair.shown_left


def labels(session):
    return dict(read(session, "SELECT pair_id, coalesce(outcome, kind) FROM labels"))


def numbers(step):
    return step.progress.judged, step.progress.skipped, step.progress.total


def test_work_begins_at_the_first_pair(person):
    step = person.step
    assert (step.number, step.standing, numbers(step)) == (1, None, (0, 0, 5))
    assert step.progress.annotator == "Annotator 1"
    assert (step.changes.undo_name, step.changes.redo_name) == (None, None)
    assert {step.pair.left[:8], step.pair.right[:8]} == {
        "Answer " + step.pair.messages[0].content[9]
    }


@pytest.mark.parametrize("choice", [LEFT, RIGHT])
def test_the_outcome_is_the_text_that_was_chosen_on_whichever_side(ready, on_both_sides, choice):
    chosen = {}
    for _ in range(5):
        pair = on_both_sides.step.pair
        chosen[pair.pair_id] = pair.left if choice is LEFT else pair.right
        on_both_sides.say(choice)
    winners = read(
        ready,
        "SELECT pair_id, text FROM labels JOIN pairs ON pairs.id = pair_id JOIN responses"
        " ON responses.id = iif(outcome = 'a', response_a, response_b)",
    )
    assert dict(winners) == chosen


def test_an_answer_is_on_the_disk_when_the_next_pair_comes(ready, person):
    first = person.step.pair.pair_id
    step = person.say(TIE, active_ms=5, elapsed_ms=8, layout="stacked", flags=frozenset({"b", "a"}))
    assert (step.number, numbers(step)) == (2, (1, 0, 5))
    assert step.changes.pairs == {first}
    (row,) = read(
        ready, "SELECT uuid, pair_id, outcome, active_ms, elapsed_ms, layout, flags FROM events"
    )
    assert row == (*step.changes.events, first, "tie", 5, 8, "stacked", "a b")


@pytest.mark.parametrize("choice", ALL_CHOICES)
def test_undo_after_a_restart_goes_back_to_the_same_pair_with_the_same_sides(ready_path, choice):
    with open_session(ready_path) as session:
        person = Person(session)
        person.say(LEFT)
        before = where(person.step)
        after = person.say(choice)
    with open_session(ready_path) as session:
        person = Person(session)
        assert where(person.step) == where(after)
        assert person.step.changes.undo_name == f"{choice.words} on #2"
        step = person.undo()
        assert where(step) == before
        assert (step.changes.redo_name, step.standing) == (f"{choice.words} on #2", None)
        assert len(labels(session)) == 1


def test_undo_goes_back_to_the_beginning_and_redo_to_the_end(ready, person):
    person.say(LEFT, SKIP, RIGHT, TIE, BOTH_BAD, LEFT)
    done = labels(ready)
    assert person.step.pair is None
    person.undo(6)
    assert (person.step.number, person.step.changes.undo_name, labels(ready)) == (1, None, {})
    with pytest.raises(UserError, match="nothing to undo"):
        person.undo()
    person.redo(6)
    assert labels(ready) == done
    with pytest.raises(UserError, match="nothing to redo"):
        person.redo()
    assert read(ready, "SELECT count(*) FROM events") == [(18,)]


def test_redo_is_gone_after_a_new_answer(person):
    person.say(LEFT)
    person.undo()
    step = person.say(RIGHT)
    assert step.changes.redo_name is None
    with pytest.raises(UserError, match="nothing to redo"):
        person.redo()


def test_redo_goes_on_with_the_next_open_pair(person):
    person.say(LEFT, LEFT)
    third = where(person.step)
    person.undo()
    assert where(person.redo()) == third


def test_a_pair_judged_anew_shows_what_was_said(ready, person):
    person.say(LEFT, RIGHT)
    assert person.undo().standing is None
    person.redo()
    first = person.step.pair.pair_id - 2
    step = person.labeling.answer(Answer(first, TIE)).result()
    assert labels(ready)[first] == "tie"
    assert step.number == 3
    assert person.undo().standing is LEFT


def test_skipped_pairs_come_back_once_and_then_when_asked_for(person):
    skipped = person.step.pair.pair_id
    person.say(SKIP, LEFT, LEFT, LEFT, LEFT)
    assert (person.step.pair.pair_id, person.step.standing) == (skipped, SKIP)
    done = person.say(SKIP)
    assert (done.pair, numbers(done)) == (None, (4, 1, 5))
    again = person.labeling.review_skipped().result()
    assert again.pair.pair_id == skipped
    person.step = again
    assert numbers(person.say(BOTH_BAD)) == (5, 0, 5)


def test_sides_once_shown_never_change(ready_path):
    dice, seen = random.Random(4), {}
    for _restart in range(4):
        with open_session(ready_path) as session:
            person = Person(session)
            for _ in range(12):
                if person.step.pair:
                    pair = person.step.pair
                    assert seen.setdefault(pair.pair_id, pair.shown_left) is pair.shown_left
                if person.step.pair is None or (
                    person.step.changes.undo_name and dice.random() < 0.4
                ):
                    person.undo()
                else:
                    person.say(dice.choice(ALL_CHOICES))
    assert len(seen) == 5


def test_sides_follow_the_balanced_order_across_restarts(ready_path):
    shown = []
    for _restart in range(5):
        with open_session(ready_path) as session:
            person = Person(session)
            shown.append(person.step.pair.shown_left)
            person.say(LEFT)
            ((project, annotator),) = read(
                session, "SELECT p.uuid, a.uuid FROM project p, annotators a"
            )
    assert shown == [side_at(project, annotator, index) for index in range(5)]


def test_only_pairs_that_were_shown_have_sides(ready, person):
    person.say(LEFT)
    rows = read(ready, "SELECT count(*) FROM queue WHERE shown_left IS NOT NULL")
    assert rows == [(2,)]


@pytest.mark.parametrize("work", [lambda p: p.say(RIGHT), lambda p: p.undo(), lambda p: p.redo()])
def test_a_commit_that_fails_changes_nothing_and_can_be_repeated(ready, person, full_disk, work):
    person.say(LEFT, LEFT)
    person.undo()
    before, events = where(person.step), read(ready, "SELECT * FROM events")
    with full_disk():
        for _attempt in range(2):
            with pytest.raises(SaveError, match="not saved"):
                work(person)
        assert read(ready, "SELECT * FROM events") == events
    assert where(person.labeling.resume().result()) == before
    work(person)
    assert len(read(ready, "SELECT * FROM events")) == len(events) + 1


def test_after_a_failed_commit_the_queue_is_what_the_disk_holds(ready, person, full_disk):
    person.say(LEFT)
    with full_disk(), pytest.raises(SaveError):
        person.say(SKIP)
    step = person.say(TIE)
    assert (step.number, numbers(step)) == (3, (2, 0, 5))
    assert step.changes.undo_name == "tie on #2"
    person.undo(2)
    assert labels(ready) == {}


def test_a_damaged_text_is_not_shown_but_said(ready, person):
    write(ready, "UPDATE responses SET text = text || '!' WHERE prompt_id <> 99")
    step = person.say(LEFT)
    assert step.pair is None
    assert "is damaged" in step.problem


def test_more_pairs_go_to_the_end_of_the_queue(ready, person, answers):
    person.say(LEFT, LEFT, LEFT, LEFT, LEFT)
    import_into(ready, answers([("New?", ["x", "y"])]))
    drained(select(ready, SelectOptions("random", seed=1)))
    step = person.labeling.resume().result()
    assert step.number == 6
    assert step.progress.total > 5


def test_an_empty_queue_has_no_pair(session):
    step = Labeling(session).resume().result()
    assert (step.pair, step.problem, numbers(step)) == (None, None, (0, 0, 0))


def test_what_is_asked_for_again_is_still_asked_for_after_more_pairs(ready, person):
    person.say(SKIP, LEFT, LEFT, LEFT, LEFT)
    person.say(SKIP)
    again = person.labeling.review_skipped().result()
    assert person.labeling.resume().result().pair_id == again.pair_id is not None


def test_what_is_asked_for_again_survives_a_full_disk(ready, person, full_disk):
    person.say(SKIP, LEFT, LEFT, LEFT, LEFT)
    person.say(SKIP)
    again = person.step = person.labeling.review_skipped().result()
    with full_disk(), pytest.raises(SaveError):
        person.say(LEFT)
    assert person.labeling.resume().result().pair_id == again.pair_id


def test_a_damaged_pair_can_be_skipped(ready, person):
    pair_id = person.step.pair.pair_id
    write(ready, "UPDATE responses SET text = text || '!' WHERE id ="
                 " (SELECT response_a FROM pairs WHERE id = ?)", pair_id)  # fmt: skip
    step = person.labeling.resume().result()
    assert (step.pair_id, step.pair) == (pair_id, None)
    assert "has changed" in step.problem
    step = person.labeling.answer(Answer(pair_id, SKIP)).result()
    assert step.pair is not None
    assert step.pair_id != pair_id


def test_the_log_is_read_once_when_the_queue_only_grows(ready, person, monkeypatch):
    person.say(LEFT)
    monkeypatch.setattr(events, "events_of", lambda *_: 1 / 0)
    step = person.labeling.resume().result()
    assert step.progress.judged == 1
