from functools import partial

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session import statistics
from real_desktop.session.preparing import prepare
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.statistics import NextStep, Overviews, stats
from real_desktop.store.project_settings import (
    ProjectEdit,
    project_settings,
    save_project_settings,
)
from real_desktop.store.thread import Priority
from tests.session.working import Person, embed_here, fake_embedder, import_into


def stage(session):
    found = Overviews(session).read().result()
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


def test_the_numbers_are_those_of_whoever_judges_here(session, questions):
    import_into(session, questions)
    embed_here(session)
    drained(select(session))
    Person(session).say(Choice.LEFT, Choice.RIGHT, Choice.SKIP)
    now = session.run(Priority.READ, project_settings)
    edit = ProjectEdit(now.name, None, "Zoë", "")
    session.run(Priority.JUDGE, partial(save_project_settings, edit=edit))
    Person(session).say(Choice.TIE)
    found = Overviews(session).read().result()
    assert (found.annotator, found.judged_here, found.skipped_here) == ("Zoë", 1, 0)
    assert found.decisive == 1
    assert found.next_step is NextStep.JUDGE
    assert found.counts.judged == 2


def test_prompts_that_came_later_are_the_next_to_be_prepared(session, questions, answers):
    import_into(session, questions)
    drained(prepare(session, fake_embedder()))
    Person(session).say(*[Choice.TIE] * 5)
    import_into(session, answers([("New?", ["Yes.", "No."])], "more.jsonl"))
    found = Overviews(session).read().result()
    assert (found.next_step, found.prompts_without_pair) == (NextStep.EMBED, 1)
    drained(prepare(session, fake_embedder()))
    assert stage(session) == (NextStep.JUDGE, 0)


def test_a_prompt_with_a_pair_gets_no_other_when_responses_are_added(session, questions, answers):
    import_into(session, questions)
    drained(prepare(session, fake_embedder()))
    import_into(
        session, answers([("Question 1?", ["Quite another one.", "And one more."])], "more.jsonl")
    )
    _embedded, selected = drained(prepare(session, fake_embedder()))
    assert selected is None


def test_texts_are_counted_again_only_when_an_import_or_a_vector_came(
    session, questions, monkeypatch
):
    walks = []
    walk = statistics.text_slices
    monkeypatch.setattr(
        statistics, "text_slices", lambda *given: walks.append(given) or walk(*given)
    )
    import_into(session, questions)
    overviews = Overviews(session)
    assert overviews.read().result().pending_texts == 15
    drained(select(session, SelectOptions("random")))
    Person(session).say(Choice.LEFT)
    found = overviews.read().result()
    assert (found.judged_here, found.pending_texts, len(walks)) == (1, 15, 1)
    embed_here(session)
    assert overviews.read().result().pending_texts == 0
    assert len(walks) == 2
