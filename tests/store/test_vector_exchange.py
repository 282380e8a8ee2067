from real_desktop.core.digest import text_hash
from real_desktop.store.vector_exchange import (
    add_imported,
    count_vectors,
    standings,
    vector_slice,
)
from real_desktop.store.vectors import ModelRow, add_model, add_vectors
from tests.store.test_vectors import MODEL, vector

OTHER = ModelRow("other", "xyz", 2, 16, "float32", "window", "cpu")


def test_vectors_of_one_model_come_in_the_order_of_their_hashes(words):
    model, other = add_model(words, MODEL), add_model(words, OTHER)
    add_vectors(words, model, map(vector, "abc"), {})
    add_vectors(words, other, [vector("b")], {})
    (first,) = vector_slice(words, model, "", 1)
    rest = vector_slice(words, model, first[0], 9)
    assert [row[0] for row in (first, *rest)] == sorted(map(text_hash, "abc"))
    assert [row[0] for row in vector_slice(words, other, "", 9)] == [text_hash("b")]
    assert count_vectors(words, model, 0)[0] == 3
    assert count_vectors(words, other, 0)[0] == 1


def test_a_slice_never_sorts_all_vectors(words):
    """On a million of them that took seconds a slice."""
    asked = []
    words.db.conn.set_trace_callback(asked.append)
    vector_slice(words, 1, "a", 5)
    count_vectors(words, 1, 0)
    words.db.conn.set_trace_callback(None)
    assert len(asked) == 2
    for sql in asked:
        plan = words.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        assert not [step for *_ids, step in plan if "TEMP B-TREE" in step]


def test_a_text_is_known_if_it_is_in_a_finished_import(words):
    model = add_model(words, MODEL)
    add_vectors(words, model, [vector("a")], {})
    found = standings(words, model, [text_hash(text) for text in ("a", "b", "elsewhere")])
    assert [(one.is_known, one.vector is not None) for one in found] == [
        (True, True), (True, False), (False, False),
    ]  # fmt: skip
    words.db.execute("UPDATE imports SET state = 'running'")
    assert not any(one.is_known for one in standings(words, model, [text_hash("b")]))


def test_what_comes_is_kept_only_where_it_is_missing_and_known(words):
    model = add_model(words, MODEL)
    add_vectors(words, model, [vector("a")], {text_hash("b"): "not a number"})
    assert add_imported(words, model, [vector(text) for text in ("a", "b", "elsewhere")]) == 1
    assert count_vectors(words, model, 0)[0] == 2
    assert words.db.execute("SELECT count(*) FROM embedding_failures").fetchone() == (0,)
