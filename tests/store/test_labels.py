import pytest

from real_desktop.core.records import EventKind, Outcome
from real_desktop.store.labels import newest_labels, pair_ids
from real_desktop.store.people import person_ids
from real_desktop.store.project_file import open_to_write
from tests.store.filling import (
    filled_project,
    hire,
    judge,
    labels_by_history,
    labels_in,
    replayed,
    revert,
    work_at_random,
)


@pytest.mark.parametrize("seed", range(8))
def test_the_view_says_what_the_history_says(project, seed):
    people, pairs = [1, hire(project, "Bob")], pair_ids(project)[:4]
    histories = work_at_random(project, people, pairs, steps=80, seed=seed)
    by_history = labels_by_history(histories, pairs)
    assert labels_in(project) == by_history
    assert labels_by_history(replayed(project, people), pairs) == by_history


def test_the_labels_are_the_same_after_a_restart(path):
    project = filled_project(path)
    work_at_random(project, [1], pair_ids(project), steps=60, seed=3)
    before = labels_in(project)
    project.close()
    again = open_to_write(path)
    assert labels_in(again) == before
    again.close()


def test_an_undone_event_says_nothing_until_it_is_redone(project):
    first = judge(project, 1, Outcome.TIE)
    said = []
    for kind in (EventKind.UNDO, EventKind.REDO, EventKind.UNDO):
        revert(project, kind, first)
        said.append([row[3] for row in labels_in(project)])
    assert said == [[], ["tie"], []]


def test_of_several_people_the_newest_label_counts(project):
    bob = hire(project, "Bob")
    judge(project, 1, Outcome.A, annotator_id=bob)
    judge(project, 1, Outcome.B)
    judge(project, 2, Outcome.TIE)
    last = judge(project, 2, Outcome.A, annotator_id=bob)
    newest = newest_labels(project, person_ids(project))
    assert {pair: (one.outcome, one.annotator) for pair, one in newest.items()} == {
        1: ("b", "Annotator 1"),
        2: ("a", "Bob"),
    }
    revert(project, EventKind.UNDO, last, annotator_id=bob)
    assert newest_labels(project, person_ids(project))[2].annotator == "Annotator 1"


def test_what_a_file_says_is_nobodys_label(project):
    source = hire(project, "file.jsonl")
    project.db.execute("UPDATE annotators SET kind = 'source' WHERE id = ?", [source])
    judge(project, 1, annotator_id=source)
    assert newest_labels(project, person_ids(project)) == {}
    assert len(labels_in(project)) == 1
