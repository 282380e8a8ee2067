import numpy as np

from real_desktop.core.digest import text_hash
from real_desktop.core.records import Message, Response, ResponseSet
from real_desktop.store.imports import add_rows, begin_imports
from real_desktop.store.vectors import (
    EmbeddedText,
    ModelRow,
    add_model,
    add_vectors,
    model_id_of,
    newest_model_id,
    pending_texts,
    text_count,
    texts_of,
)

MODEL = ModelRow("fake", "abc", 2, 16, "float32", "window", "cpu")


def pending(project, model_id=None):
    return {one.text_hash for one in pending_texts(project, model_id)}


def vector(text):
    return EmbeddedText(text_hash(text), np.array([0.6, 0.8]), 3)


def test_each_text_is_pending_once_and_empty_ones_never(words):
    assert pending(words) == {text_hash(text) for text in "abc"}
    assert text_count(words) == 3


def test_what_has_a_vector_or_a_failure_is_no_longer_pending(words):
    model = add_model(words, MODEL)
    add_vectors(words, model, [vector("a")], {text_hash("b"): "not a number"})
    assert pending(words, model) == {text_hash("c")}
    assert text_count(words) == 3


def test_another_model_has_its_own_vectors(words):
    first = add_model(words, MODEL)
    other = add_model(words, ModelRow("fake", "xyz", 2, 16, "float32", "window", "cpu"))
    add_vectors(words, first, [vector("a")], {})
    assert len(pending(words, other)) == 3
    assert newest_model_id(words) == first
    add_vectors(words, other, [vector("a")], {})
    assert newest_model_id(words) == other


def test_a_model_that_failed_on_every_text_is_the_newest_where_there_is_no_other(words):
    model = add_model(words, MODEL)
    add_vectors(words, model, [], {text_hash("a"): "not a number"})
    assert newest_model_id(words) == model


def test_a_model_is_known_by_what_decides_its_vectors(words):
    assert newest_model_id(words) is None
    assert model_id_of(words, "abc", "float32", "window") is None
    first = add_model(words, MODEL)
    assert add_model(words, ModelRow("renamed", "abc", 2, 16, "float32", "window", "cuda")) == first
    assert model_id_of(words, "abc", "float32", "window") == first
    assert model_id_of(words, "abc", "bfloat16", "window") is None


def test_vectors_are_stored_as_little_endian_float16(words):
    add_vectors(words, add_model(words, MODEL), [vector("a"), vector("a")], {})
    stored = words.db.execute("SELECT vector, tokens FROM embeddings").fetchall()
    assert stored == [(np.array([0.6, 0.8], dtype="<f2").tobytes(), 3)]


def test_texts_come_in_the_order_of_their_hashes(words):
    assert texts_of(words, [text_hash(text) for text in "cab"]) == ["c", "a", "b"]


def test_an_unfinished_import_is_not_embedded(words):
    import_ids = begin_imports(words, [("b.jsonl", "plain")])
    add_rows(words, import_ids, [ResponseSet(1, (Message("user", "?"),), (Response("new"),))])
    assert len(pending(words)) == 3
