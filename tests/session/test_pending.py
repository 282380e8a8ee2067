from real_desktop.core.digest import text_hash
from real_desktop.core.progress import drained
from real_desktop.session.pending import find_pending
from real_desktop.store import distinct_texts
from real_desktop.store.vectors import texts_by_id
from tests.session.working import embed_here, import_into


def test_every_text_without_a_vector_is_found_with_its_length(session, questions, monkeypatch):
    monkeypatch.setattr(distinct_texts, "SLICE_S", 0)
    import_into(session, questions)
    found = drained(find_pending(session, None))
    read = session.run(1, lambda project: texts_by_id(project, found.response_ids))
    assert len(found) == found.totals.pending == 15
    assert sorted(text for _hash, text in read) == sorted(
        f"Answer {n}.{k}" for n in range(5) for k in range(3)
    )
    assert [text_hash(text) for _hash, text in read] == [one for one, _text in read]
    assert list(found.characters) == [len(text) for _hash, text in read]


def test_what_is_embedded_is_counted_and_not_found(session, questions):
    import_into(session, questions)
    embed_here(session)
    found = drained(find_pending(session, 1))
    assert (len(found), found.totals.texts, found.totals.pending) == (0, 15, 0)
