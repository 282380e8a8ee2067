from __future__ import annotations

from dataclasses import astuple

import pytest

from real_desktop.core.digest import text_hash
from real_desktop.core.records import Message, Response, ResponseSet
from real_desktop.store.distinct_texts import (
    text_slice,
    text_slices,
    text_totals,
    texts_state,
)
from real_desktop.store.import_removal import drop_import, hide_import
from real_desktop.store.imports import add_rows, begin_imports
from real_desktop.store.vectors import (
    ModelRow,
    add_model,
    add_vectors,
    pending_slice,
    texts_by_id,
)
from tests.store.filling import import_sets
from tests.store.test_vectors import vector

MODEL = ModelRow("fake", "abc", 2, 16, "float32", "window", "cpu")


def asked(question, *texts):
    return ResponseSet(1, (Message("user", question),), tuple(map(Response, texts)))


def test_a_slice_goes_on_where_the_last_one_ended(words):
    whole = text_slice(words, None)
    assert whole.after is None
    hashes, after = [], ""
    while after is not None:
        some = text_slice(words, None, after, limit=1)
        assert len(some.texts) <= 1
        hashes += [one.text_hash for one in some.texts]
        after = some.after
    assert hashes == [one.text_hash for one in whole.texts] == sorted(map(text_hash, "abc"))


def test_a_text_of_several_responses_is_there_once(words):
    (twice,) = [one for one in text_slice(words, None).texts if one.text_hash == text_hash("b")]
    assert (twice.responses, twice.characters) == (2, 1)
    assert texts_by_id(words, [twice.response_id]) == [(text_hash("b"), "b")]


def test_totals_are_those_of_what_is_visible(words):
    model = add_model(words, MODEL)
    add_vectors(words, model, [vector("b")], {text_hash("c"): "not a number"})
    reasons = {"not a number": 1}
    assert astuple(text_totals(words, model)) == (6, 2, 3, 1, 1, reasons)
    assert astuple(text_totals(words, None)) == (6, 2, 3, 3, 0, {})
    import_ids = begin_imports(words, [("more.jsonl", "plain")])
    add_rows(words, import_ids, [asked("3?", "b", "new")])
    assert astuple(text_totals(words, model)) == (6, 2, 3, 1, 1, reasons)


def test_a_text_that_is_in_a_visible_import_too_is_visible(words):
    import_ids = begin_imports(words, [("more.jsonl", "plain")])
    add_rows(words, import_ids, [asked("0?", "a", "z")])
    found = [one for some in text_slices(words, None) for one in some.texts]
    assert {one.text_hash for one in found} == {text_hash(text) for text in "abc"}
    assert all(one.responses == 1 + (one.text_hash == text_hash("b")) for one in found)


def test_pending_slices_hold_what_the_model_lacks(words):
    model = add_model(words, MODEL)
    add_vectors(words, model, [vector("a")], {})
    some = pending_slice(words, model)
    assert [one.text_hash for one in some.texts] == sorted(map(text_hash, "bc"))
    assert pending_slice(words, model, text_hash("b"), limit=5).after is None


def test_a_response_that_is_gone_has_no_text(words):
    assert texts_by_id(words, [999, 1]) == [(text_hash("a"), "a")]


@pytest.mark.parametrize("what", ["import", "hide", "drop", "vector", "failure"])
def test_whatever_changes_the_totals_changes_the_state(words, what):
    model = add_model(words, MODEL)
    before = texts_state(words)
    assert texts_state(words) == before
    if what == "import":
        import_sets(words, [asked("5?", "x", "y")])
    elif what == "vector":
        add_vectors(words, model, [vector("a")], {})
    elif what == "failure":
        add_vectors(words, model, [], {text_hash("a"): "not a number"})
    else:
        hide_import(words, 1)
    if what == "drop":
        before = texts_state(words)
        drop_import(words, 1)
    assert texts_state(words) != before
