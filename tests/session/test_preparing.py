from real_desktop.core.progress import drained
from real_desktop.session.preparing import prepare
from tests.session.working import fake_embedder, import_into, read


def test_a_fresh_import_becomes_a_queue(session, questions):
    import_into(session, questions)
    embedded, selected = drained(prepare(session, fake_embedder()))
    assert (embedded.embedded, selected.pairs) == (15, 5)
    assert read(session, "SELECT count(*) FROM queue") == [(5,)]
