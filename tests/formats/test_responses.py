from __future__ import annotations

import pytest

from real_desktop.core.records import Message, Response
from real_desktop.formats.columns import (
    MODEL_LISTS,
    MODEL_NAMES,
    RESPONSES,
    SCORE_LISTS,
    TEXTS,
)
from real_desktop.formats.responses import count_distinct, responses_of, score_of
from real_desktop.formats.rows import RowError

ANSWER = {"role": "assistant", "content": "a"}
CALL = {"type": "function", "function": {"name": "add", "arguments": '{"x": 1}'}}


def responses(items, **others):
    return responses_of({"responses": items, **others})[0]


@pytest.mark.parametrize("name", RESPONSES)
def test_every_column_of_responses_is_known(name):
    assert responses_of({name: ["a ", "\nb"]}) == ((Response("a "), Response("\nb")), {name})


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_field_is_known(name):
    item = {name: " a", "model": "m", "score": 2, "rank": 1, "other": [1]}
    expected = Response(" a", "m", 2.0, {"rank": 1, "other": [1]})
    assert responses([item]) == (expected,)


@pytest.mark.parametrize("name", MODEL_LISTS)
def test_every_list_of_models_is_aligned(name):
    found, used = responses_of({"responses": ["a", None, "c"], name: ["m1", "m2", None]})
    assert found == (Response("a", "m1"), Response("c", None))
    assert used == {"responses", name}


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_one_model_stands_for_all(name):
    found, used = responses_of({"responses": ["a", "b"], name: "m"})
    assert [r.model for r in found] == ["m", "m"]
    assert used == {"responses", name}


def test_a_source_that_is_one_text_is_no_model():
    found, used = responses_of({"responses": ["a"], "source": "sharegpt"})
    assert found[0].model is None
    assert used == {"responses"}


def test_a_list_of_models_goes_before_one_model():
    found, used = responses_of(
        {"responses": ["a"], "generation_models": ["m"], "model_name": "judge"}
    )
    assert found[0].model == "m"
    assert used == {"responses", "generation_models"}


@pytest.mark.parametrize("name", SCORE_LISTS)
def test_every_list_of_scores_is_aligned(name):
    found, used = responses_of({"responses": ["a", None, "c"], name: [1, 2, 0.5]})
    assert [r.score for r in found] == [1.0, 0.5]
    assert used == {"responses", name}


@pytest.mark.parametrize("values", [["m1"], ["m1", 2], "m1 m2", [["m1"], ["m2"]]])
def test_models_that_do_not_fit_are_left_alone(values):
    found, used = responses_of({"responses": ["a", "b"], "models": values})
    assert [r.model for r in found] == [None, None]
    assert used == {"responses"}


@pytest.mark.parametrize("values", [[1.0], [1.0, "2"], [True, 1], [10**400, 1]])
def test_scores_that_do_not_fit_are_left_alone(values):
    found, used = responses_of({"responses": ["a", "b"], "scores": values})
    assert [r.score for r in found] == [None, None]
    assert used == {"responses"}


def test_a_model_of_the_response_goes_before_the_list():
    found = responses([{"text": "a", "model": "own"}, {"text": "b"}], models=["m1", "m2"])
    assert [r.model for r in found] == ["own", "m2"]


def test_a_field_of_an_unknown_kind_is_kept():
    (found,) = responses([{"text": "a", "model": 7, "score": "high"}])
    assert found == Response("a", None, None, {"model": 7, "score": "high"})


@pytest.mark.parametrize(
    "item",
    [
        [{"role": "assistant", "content": "a"}],
        [{"from": "gpt", "value": "a"}],
        {"role": "assistant", "content": "a"},
        {"content": [{"type": "text", "text": "a"}]},
        {"text": None, "content": "a"},
    ],
)
def test_a_message_is_a_response(item):
    assert responses([item])[0].text == "a"


@pytest.mark.parametrize(
    "item",
    [
        {"role": "assistant", "content": None, "tool_calls": [CALL], "name": None},
        [{"role": "assistant", "content": None, "tool_calls": [CALL]}],
        {"content": None, "tool_calls": [CALL]},
        {"text": "", "tool_calls": [CALL]},
    ],
)
def test_a_tool_call_is_a_response(item):
    call = Message("assistant", "", {"tool_calls": [CALL]})
    assert responses([item]) == (Response('add({"x": 1})', turns=(call,)),)


def test_several_turns_are_a_response():
    turns = [
        {"role": "assistant", "content": "Let me add.", "tool_calls": [CALL]},
        {"role": "tool", "content": "2", "name": "add"},
        {"from": "gpt", "value": "It is 2."},
    ]
    (found,) = responses([turns], models=["m"], scores=[3])
    assert found.text == 'Let me add.\nadd({"x": 1})\n\nTool: 2\n\nAssistant: It is 2.'
    assert found.turns == (
        Message("assistant", "Let me add.", {"tool_calls": [CALL]}),
        Message("tool", "2", {"name": "add"}),
        Message("assistant", "It is 2."),
    )
    assert (found.model, found.score) == ("m", 3.0)
    assert responses([{"completion": turns, "rank": 1}])[0].turns == found.turns


def test_what_was_thought_is_kept_beside_the_answer():
    thought = Message("assistant", "4", {"reasoning_content": "2 + 2"})
    item = {"text": "4", "reasoning_content": "2 + 2", "name": "n"}
    assert responses([item]) == (Response("4", meta={"name": "n"}, turns=(thought,)),)
    assert responses(["<think>2 + 2</think>4"]) == (Response("<think>2 + 2</think>4"),)


def test_a_plain_message_needs_no_turns():
    nothing = {"tool_calls": None, "reasoning_content": None}
    assert responses([ANSWER | nothing, [ANSWER | nothing]]) == (Response("a"), Response("a"))


def test_null_responses_are_left_out():
    assert responses([None, "a", {"text": None}, {"content": None}]) == (Response("a"),)


def test_empty_responses_are_kept():
    assert responses(["", " \n", "a"]) == (Response(""), Response(" \n"), Response("a"))


def test_a_list_goes_before_another_response_column():
    assert responses_of({"responses": 3, "answers": ["a"]}) == ((Response("a"),), {"answers"})


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ("a", "the responses are not a list"),
        (None, "the responses are not a list"),
        ({"text": ["a", "b"]}, "the responses are not a list"),
        ([True], "a response is not text"),
        ([3], "a response is not text"),
        ([{"text": 3}], "a response is not text"),
        ([{"index": 0}], "a response is not text"),
        ([{"text": {"a": "b"}}], "a response is not text"),
        ([[]], "a response is not text"),
        ([["a"]], "a response is not text"),
        ([{"content": [{"type": "image_url"}]}], "a response is not text"),
        ([{"content": []}], "a response is not text"),
        ([{"role": "user", "content": "a"}], "a response is not by the assistant"),
        ([{"role": None, "content": "a"}], "a response is not by the assistant"),
        ([[{"content": "a"}]], "a response is not by the assistant"),
        ([[{"role": "user", "content": "a"}, ANSWER]], "a response is not by the assistant"),
        (
            [[ANSWER, {"role": "judge", "content": "a"}]],
            "a message of a response has no known role",
        ),
        ([[ANSWER, {"role": "tool", "content": 3}]], "a message of a response is not text"),
    ],
)
def test_what_is_no_response_is_refused(items, reason):
    with pytest.raises(RowError) as caught:
        responses(["a", "b", *items] if isinstance(items, list) else items)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("texts", "count"),
    [(["a", "a "], 1), (["a", "", " "], 1), (["a", "b", "\nb"], 2), (["a", "A"], 2), ([], 0)],
)
def test_only_texts_that_differ_count(texts, count):
    assert count_distinct(tuple(Response(text) for text in texts)) == count


@pytest.mark.parametrize(
    ("value", "score"),
    [(2, 2.0), (0.5, 0.5), ("0.5", 0.5), (" 2 ", 2.0), ("-1e3", -1000.0)],
)
def test_a_score_is_a_number_or_its_text(value, score):
    found = score_of(value)
    assert (found, type(found)) == (score, float)


@pytest.mark.parametrize(
    "value", [None, True, "", "high", "nan", "inf", float("nan"), 10**400, "9" * 5_000, [1], "1,5"]
)
def test_what_is_no_finite_number_is_no_score(value):
    assert score_of(value) is None
