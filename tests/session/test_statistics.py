from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.selecting import select
from real_desktop.session.statistics import NextStep, overview, stats
from real_desktop.store.thread import Priority
from tests.session.working import Person, embed_here, import_into


def stage(session):
    found = session.run(Priority.READ, overview)
    return found.next_step, found.pending_texts


def test_the_next_step_leads_through_the_thread(session, questions, answers):
    assert stage(session) == (NextStep.IMPORT, 0)
    import_into(session, questions)
    assert stage(session) == (NextStep.EMBED, 15)
    embed_here(session)
    assert stage(session) == (NextStep.SELECT, 0)
    drained(select(session))
    assert stage(session) == (NextStep.JUDGE, 0)
    Person(session).say(*[Choice.TIE] * 5)
    assert stage(session) == (NextStep.EXPORT, 0)


def test_the_counts_follow_the_work(session, questions):
    import_into(session, questions)
    embed_here(session)
    drained(select(session))
    person = Person(session)
    person.say(Choice.TIE, Choice.SKIP, Choice.BOTH_BAD)
    person.undo()
    found = stats(session)
    assert (found.prompts, found.responses, found.embedded) == (5, 15, 15)
    assert (found.pairs, found.judged, found.events, found.annotators) == (5, 1, 4, 1)
    assert {name: n for name, n in found.outcomes.items() if n} == {"tie": 1, "skip": 1}
