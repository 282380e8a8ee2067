import pytest

from real_desktop.core.records import EventKind, Outcome, PairKind
from real_desktop.store.event_log import last_seq
from real_desktop.store.judgements import asked_pairs, standing_events
from tests.store.filling import SIDES, hire, judge, labels_in, revert, work_at_random


def labels_by_events(project, step):
    until, newest = last_seq(project), {}
    for after in range(0, until, step):
        for one in standing_events(project, after, after + step, until):
            key = one.annotator_id, one.pair_id
            if key not in newest or newest[key].order < one.order:
                newest[key] = one
    return [
        (*key, one.kind.value, one.outcome and one.outcome.value, one.order[-1])
        for key, one in sorted(newest.items())
    ]


@pytest.mark.parametrize("step", [1, 7, 1_000])
def test_the_newest_of_all_slices_are_what_the_view_shows(project, step):
    people = [1, hire(project, "Zoë")]
    work_at_random(project, people, [1, 2, 3, 4], 120, seed=step)
    assert labels_by_events(project, step) == labels_in(project)


def test_what_is_done_meanwhile_is_left_out(project):
    first = judge(project, 1, Outcome.TIE)
    until = last_seq(project)
    revert(project, EventKind.UNDO, first)
    judge(project, 2)
    (one,) = standing_events(project, 0, 100, until)
    assert (one.pair_id, one.judged, one.active_ms, one.shown_left) == (1, Outcome.TIE, 7, SIDES[0])
    assert [one.pair_id for one in standing_events(project, 0, 100, last_seq(project))] == [2]


def test_what_files_say_is_left_out(project):
    judge(project, 1)
    project.db.execute("UPDATE annotators SET kind = 'source'")
    assert standing_events(project, 0, 100, 100) == []


def test_a_skip_has_no_outcome(project):
    judge(project, 1, None)
    (skip,) = standing_events(project, 0, 100, 100)
    with pytest.raises(ValueError, match="a skip has no outcome"):
        _ = skip.judged


def test_of_a_pair_it_is_known_what_was_asked(project):
    project.db.execute("UPDATE responses SET text = '  1234 ' || char(10) WHERE id = 2")
    ((uuid, prompt),) = project.db.execute("SELECT uuid, prompt_id FROM pairs WHERE id = 1")
    found = asked_pairs(project, [1, 999])
    assert list(found) == [1]
    one = found[1]
    assert (one.uuid, one.prompt_id, one.responses) == (uuid, prompt, (1, 2))
    assert (one.kind, one.strategy) == (PairKind.SELECTED, "random")
    assert one.characters == (len("Answer 0 to question 1."), 4)
