import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session import embedding
from real_desktop.session.preparing import prepare
from tests.session.working import fake_embedder, import_into, read


def test_a_fresh_import_becomes_a_queue(session, questions):
    import_into(session, questions)
    embedded, selected = drained(prepare(session, fake_embedder()))
    assert (embedded.embedded, selected.pairs) == (15, 5)
    assert read(session, "SELECT count(*) FROM queue") == [(5,)]


def test_what_is_prepared_stays_as_it_is(session, questions):
    import_into(session, questions)
    drained(prepare(session, fake_embedder()))
    embedded, selected = drained(prepare(session, fake_embedder()))
    assert (embedded.embedded, selected) == (0, None)
    assert read(session, "SELECT count(*) FROM selections") == [(1,)]


def test_responses_that_come_later_are_prepared_too(session, questions, answers):
    import_into(session, questions)
    drained(prepare(session, fake_embedder()))
    import_into(session, answers([("Something new?", ["Yes.", "No."])], "more.jsonl"))
    _embedded, selected = drained(prepare(session, fake_embedder()))
    assert selected.pairs == 1
    assert read(session, "SELECT count(*) FROM queue") == [(6,)]


def test_a_project_without_any_pair_says_so(session):
    with pytest.raises(UserError, match="there is no pair to choose"):
        drained(prepare(session, fake_embedder()))


def test_the_first_prompts_can_be_judged_while_the_others_wait(session, answers, monkeypatch):
    monkeypatch.setattr(embedding, "FIRST_BLOCK", 6)
    monkeypatch.setattr(embedding, "BLOCK_TEXTS", 9)
    import_into(session, answers([(f"{n}?", [f"{n} {t}" for t in "abc"]) for n in range(10)]))
    told = []

    def ready(report):
        told.append(report.pairs)
        assert read(session, "SELECT count(*) FROM queue") == [(2,)]
        assert read(session, "SELECT count(*) FROM embeddings") == [(6,)]

    embedded, selected = drained(prepare(session, fake_embedder(), ready=ready))
    assert (told, embedded.embedded, selected.pairs) == ([2], 30, 8)
    assert read(session, "SELECT count(DISTINCT prompt_id), count(*) FROM pairs") == [(10, 10)]


def test_what_is_ready_at_once_is_told_once(session, questions):
    import_into(session, questions)
    told = []
    _embedded, selected = drained(prepare(session, fake_embedder(), ready=told.append))
    assert (told, selected.pairs) == ([], 5)
