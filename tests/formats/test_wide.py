from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, Response, ResponseSet
from real_desktop.formats.rows import Row, RowError
from real_desktop.formats.wide import matches, to_set

GOOD = {"prompt": "Why?", "response_1": "a", "response_2": "b"}


def test_a_row_becomes_a_set_and_keeps_what_is_unknown():
    columns = {
        "id": 7,
        "prompt": "Why?",
        "system": "Be brief.",
        "response_2": "b",
        "response_1": "a",
        "model_1": "m1",
        "model_2": "m2",
        "score_1": "0.5",
        "score_2": 2,
        "winner": "model_a",
        "label": 1,
    }
    assert to_set(Row(3, columns)) == ResponseSet(
        3,
        (Message("system", "Be brief."), Message("user", "Why?")),
        (Response("a", "m1", 0.5), Response("b", "m2", 2.0)),
        {"id": 7, "winner": "model_a", "label": 1},
        (KnownPreference(0, 1, Outcome.A),),
    )


def test_one_model_stands_for_all():
    found = to_set(Row(1, GOOD | {"model": "m"}))
    assert found.responses == (Response("a", "m"), Response("b", "m"))
    assert found.meta == {}


def test_a_list_of_models_is_aligned():
    found = to_set(Row(1, GOOD | {"models": ["m1", "m2"], "response_3": None}))
    assert [r.model for r in found.responses] == [None, None]
    assert found.meta == {"models": ["m1", "m2"]}
    found = to_set(Row(1, GOOD | {"models": ["m1", "m2"]}))
    assert [r.model for r in found.responses] == ["m1", "m2"]


def test_an_empty_response_is_left_out_and_the_others_keep_their_models():
    columns = {"response_1": None, "response_2": "b", "response_3": "c"}
    models = {"model_1": "m1", "model_2": "m2", "model_3": None}
    found = to_set(Row(1, {"prompt": "p"} | columns | models))
    assert found.responses == (Response("b", "m2"), Response("c"))


@pytest.mark.parametrize(
    "others",
    [
        {"model_1": 7, "model_2": "m"},
        {"score_1": "high", "score_2": None},
        {"responses": "see below"},
        {"response": "other"},
        {"preference": -2},
    ],
)
def test_what_does_not_fit_is_kept(others):
    found = to_set(Row(1, GOOD | others))
    assert found.responses == (Response("a"), Response("b"))
    assert found.meta == others


def test_messages_are_read():
    turn = [{"role": "assistant", "content": "a"}]
    found = to_set(Row(1, GOOD | {"response_1": turn}))
    assert [r.text for r in found.responses] == ["a", "b"]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"response_1": "a", "response_2": "b"}, "no prompt column; found: response_1, response_2"),
        ({"prompt": "p", "response_1": "a"}, "no response column; found: prompt, response_1"),
        (GOOD | {"prompt": None}, "the prompt is empty"),
        (GOOD | {"response_2": None}, "fewer than two distinct responses"),
        (GOOD | {"response_2": " a"}, "fewer than two distinct responses"),
        (GOOD | {"response_2": 3}, "a response is not text"),
    ],
)
def test_a_row_that_is_no_set_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, columns))
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("rows", "confidence"),
    [
        ([GOOD], 1.0),
        ([{"input": "p", "output_1": "a", "output_2": "b"}], 1.0),
        ([GOOD, {"prompt": "p", "response": "a"}], 0.5),
        ([GOOD | {"responses": ["a", "b"]}], 0.0),
        ([{"response_1": "a", "response_2": "b"}], 0.0),
        ([], 0.0),
    ],
)
def test_confidence_is_the_share_of_fitting_rows(rows, confidence):
    assert matches([Row(i, columns) for i, columns in enumerate(rows, 1)]) == confidence
