from dataclasses import asdict

from real_desktop.core.records import EventKind, Outcome
from real_desktop.store.counts import counts
from tests.store.filling import hire, judge, revert


def test_a_fresh_project_in_numbers(project):
    assert asdict(counts(project)) == {
        "prompts": 3,
        "responses": 9,
        "embedded": 0,
        "pairs": 6,
        "judged": 0,
        "events": 0,
        "outcomes": {"a": 0, "b": 0, "tie": 0, "both_bad": 0, "skip": 0, "flag": 0},
        "annotators": 1,
    }


def test_only_what_stands_is_counted(project):
    judge(project, 1, Outcome.A)
    judge(project, 1, Outcome.TIE)
    judge(project, 2, None)
    revert(project, EventKind.UNDO, judge(project, 3, Outcome.B))
    found = counts(project)
    assert (found.judged, found.events) == (1, 5)
    assert {name for name, n in found.outcomes.items() if n} == {"tie", "skip"}


def test_a_pair_that_two_people_judged_is_one_judged_pair_with_two_outcomes(project):
    bob = hire(project, "Bob")
    for person in (1, bob):
        judge(project, 1, Outcome.B, annotator_id=person)
    found = counts(project)
    assert (found.judged, found.outcomes["b"], found.annotators) == (1, 2, 2)


def test_what_a_file_says_is_no_judgement(project):
    source = hire(project, "file.jsonl")
    project.db.execute("UPDATE annotators SET kind = 'source' WHERE id = ?", [source])
    judge(project, 1, annotator_id=source)
    found = counts(project)
    assert (found.judged, sum(found.outcomes.values()), found.annotators) == (0, 0, 1)
