import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
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
