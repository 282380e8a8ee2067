import pytest

from real_desktop.core.evidence import Evidence
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.core.share import Share
from real_desktop.session import evidence, standing_labels
from real_desktop.session.evidence import _labels, read_labels
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import read_session
from real_desktop.store.thread import Priority
from tests.session.working import Person, embed_here, import_into, read, write

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice


@pytest.fixture
def compared(session, answers):
    """An open project with twenty pairs, about half of them control."""
    sets = [(f"Question {n}?", [f"Answer {n}.{'x' * k}" for k in range(3)]) for n in range(20)]
    import_into(session, answers(sets))
    embed_here(session)
    drained(select(session, SelectOptions("dissimilar", control=0.5, repeats=0)))
    return session


def counts(session):
    (found,) = read_labels(session).result().evidence().comparisons
    return found


def kinds(session):
    return dict(read(session, "SELECT kind, count(*) FROM pairs GROUP BY kind"))


def test_judgements_are_counted_by_kind_with_their_time_and_side(compared):
    Person(compared).say(*[LEFT] * 20, active_ms=3_000)
    found, there = counts(compared), kinds(compared)
    assert found.strategy == "dissimilar"
    for kind, measures in (("selected", found.selected), ("control", found.control)):
        n = there[kind]
        assert (measures.judgements, measures.ties) == (n, Share(0, n, n))
        assert measures.left == Share(n, n, n)
        assert (measures.seconds.n, measures.seconds.value) == (n, 3.0)
        assert measures.longer.of == n


def test_undone_skipped_and_flagged_pairs_do_not_count(compared):
    person = Person(compared)
    person.say(TIE, TIE, SKIP, TIE, TIE)
    person.undo()
    write(compared, "UPDATE events SET kind = 'flag', outcome = NULL WHERE seq = 2")
    found = counts(compared)
    assert found.selected.judgements + found.control.judgements == 2


def test_a_pair_that_comes_back_tells_how_consistent_somebody_is(compared):
    Person(compared).say(*[TIE] * 20)
    write(
        compared,
        "INSERT INTO pairs (uuid, selection_id, prompt_id, response_a, response_b, kind, position,"
        " digest) SELECT uuid || 'r', selection_id, prompt_id, response_a, response_b, 'repeat',"
        " position + 100, '' FROM pairs WHERE id < 4",
    )
    write(compared, "INSERT INTO queue SELECT 1, id, id, 'a', NULL FROM pairs WHERE id > 20")
    Person(compared).say(TIE, LEFT, TIE)
    found = counts(compared)
    both = found.selected.consistent, found.control.consistent
    assert (sum(one.count for one in both), sum(one.of for one in both)) == (2, 3)
    assert found.selected.judgements + found.control.judgements == 20


def test_it_is_read_in_slices_and_changes_nothing(compared, path, monkeypatch):
    Person(compared).say(*[TIE] * 20)
    compared.close()
    before = path.read_bytes()
    monkeypatch.setattr(standing_labels, "EVENTS_A_SLICE", 3)
    monkeypatch.setattr(evidence, "LABELS_A_SLICE", 6)
    with read_session(path) as session:
        steps = []
        session.run(Priority.READ, lambda project: steps.extend(_labels(project)))
        assert counts(session).selected.ties.of > 0
    assert path.read_bytes() == before
    assert len(steps) == 7 + 1 + 4


def test_what_is_said_while_it_is_read_is_left_out(compared):
    person = Person(compared)
    person.say(TIE, TIE)
    reading = compared.run(Priority.READ, _labels)
    compared.run(Priority.READ, lambda _project: next(reading))
    person.undo()
    person.say(LEFT, LEFT)
    said = compared.run(Priority.READ, lambda _project: drained(reading)).judgements
    assert [one.outcome.value for one in said] == ["tie", "tie"]


def test_judging_goes_before_the_reading(compared):
    person = Person(compared)
    person.say(*[TIE] * 5)
    found = read_labels(compared)
    person.say(*[TIE] * 5)
    assert len(found.result().judgements) in range(5, 11)


def test_a_project_without_judgements_has_no_evidence(compared):
    assert read_labels(compared).result().evidence() == Evidence()
