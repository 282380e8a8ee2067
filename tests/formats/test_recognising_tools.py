"""Rows of every format that a tool writes: which reader they get, and that no value breaks it."""

from __future__ import annotations

import copy

import pytest

from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.registry import READERS
from real_desktop.formats.rows import Row
from real_desktop.formats.sources import recognise

USER, ASSISTANT = {"role": "user", "content": "Why?"}, {"role": "assistant", "content": "a"}
TALK = [USER, ASSISTANT]
CHOICES = [{"index": 0, "turns": ["a", "b"]}]
HUB_CHOICES = [{"index": 0, "turns": [{"content": "a", "token_len": 3}]}]
BATTLE = {"model_a": "m", "model_b": "n", "winner": "model_a", "judge": "expert_1", "turn": 1}
STATE = {"messages": [["USER", "Why?"], ["ASSISTANT", "a"]], "offset": 0, "model_name": "m"}
BODY = {"model": "m", "choices": [{"index": 0, "message": ASSISTANT, "finish_reason": "stop"}]}
ANSWERED = {"status_code": 200, "request_id": "x", "body": BODY}
MESSAGE = {"role": "assistant", "model": "m", "content": [{"type": "text", "text": "a"}]}
JUDGED = {"g1_winner": "model_1", "g2_winner": "model_1", "judge": ["gpt-4", "pair-v2"]}
SCORED = {"score": 9, "judge": ["gpt-4", "single-v1"], "user_prompt": "x"}
SELECTED = {"type": "pairwise", "to_name": "text1,text2", "value": {"selected": "left"}}
TASK = {"prompt": "Why?", "text1": "a", "text2": "b"}
SUBMITTED = {"user_id": "u", "value": "response-1", "status": "submitted"}
RECORD = {"prompt": "Why?", "response-1": "a", "response-2": "b"}
ARGUMENTS = {"gen_args_0": {"arg_0": "Why?", "arg_1": {"until": ["\n"]}}}
OUTPUTS = {"instruction": "Why?", "output_1": "a", "generator_1": "m", "output_2": "b"}

ROWS = [
    ("mt-bench", {"question_id": 81, "category": "writing", "turns": ["Why?", "And?"]}),
    ("mt-bench", {"question_id": 1, "text": "Why?", "category": "generic"}),
    ("mt-bench", {"id": "p1", "prompt": "Why?", "category": "x"}),
    ("mt-bench", {"question_id": 81, "answer_id": "x", "model_id": "m", "choices": CHOICES}),
    ("mt-bench", {"question_id": "h", "answer_id": "x", "model_id": "m", "choices": HUB_CHOICES}),
    ("mt-bench", {"uid": "u", "ans_id": "x", "model": "m", "messages": TALK, "tstamp": 1.0}),
    ("mt-bench", {"question_id": 1, "answer_id": "x", "model_id": "m", "text": "a"}),
    ("mt-bench", {"prompt_id": "p1", "response": "a", "model": "m"}),
    ("mt-bench", {"question_id": 81, "model_1": "m", "model_2": "n", "turn": 1} | JUDGED),
    ("mt-bench", {"question_id": 81, "model": "m", "turn": 1, "judgment": "x"} | SCORED),
    ("openai-batch", {"custom_id": "r", "method": "POST", "body": {"messages": [USER]}}),
    ("openai-batch", {"custom_id": "r", "params": {"model": "m", "messages": [USER]}}),
    ("openai-batch", {"id": "b", "custom_id": "r", "response": ANSWERED, "error": None}),
    ("openai-batch", {"custom_id": "r", "result": {"type": "succeeded", "message": MESSAGE}}),
    ("alpaca-eval", {"instruction": "Why?", "output": "a", "generator": "m", "dataset": "d"}),
    ("alpaca-annotations", OUTPUTS | {"generator_2": "n", "preference": 1.0, "annotator": "j"}),
    ("lm-eval", {"doc_id": 1, "doc": {}, "arguments": ARGUMENTS, "resps": [["a"]], "filter": "f"}),
    ("lighteval", {"__doc__": {"query": "Why?"}, "__model_response__": {"text": ["a", "b"]}}),
    ("arena", BATTLE | {"conversation_a": TALK, "conversation_b": [USER, MESSAGE]}),
    (
        "arena-table",
        {"model_a": "m", "prompt": '["p"]', "response_a": '["a"]', "response_b": '["b"]'},
    ),
    ("arena-votes", {"type": "leftvote", "models": ["m", "n"], "states": [STATE, STATE]}),
    ("kto", {"messages": TALK, "label": True}),
    ("kto", {"prompt": "Why?", "completion": "a", "label": False}),
    ("kto", {"instruction": "Why?", "input": "", "output": "a", "kto_tag": True}),
    ("distilabel", {"instruction": "Why?", "generations": ["a", "b"], "ratings": [1, 2]}),
    ("argilla", RECORD | {"preference": [SUBMITTED], "preference-suggestion": None}),
    ("argilla", RECORD | {"q.responses": ["response-1"], "q.responses.users": ["u"]}),
    ("argilla", {"fields": RECORD, "responses": {"q": [SUBMITTED]}, "metadata": {}}),
    ("label-studio", {"data": TASK, "annotations": [{"completed_by": 1, "result": [SELECTED]}]}),
    (
        "label-studio",
        TASK | {"pw": "left", "annotator": 1, "annotation_id": 2, "lead_time": 1.5},
    ),
    ("sft", {"messages": TALK}),
    ("wide", {"prompt": "Why?", "response_1": "a", "response_2": "b"}),
    ("long", {"prompt": "Why?", "response": "a", "model": "m"}),
    ("long", {"prompt": "Why?", "text": "a", "meta_info": {}}),
    ("long", {"prompt": "Why?", "content": "a", "model": "m", "stop": True}),
    ("plain", {"prompt": "Why?", "responses": ["a", "b"]}),
    ("plain", {"prompt": "Why?", "outputs": [{"text": "a"}, {"text": "b"}], "request_id": "0"}),
]
OTHERS = [None, True, 7, 1.5, "", "x", "[1]", "{", [], {}, [None], [[]], ["x"], {"a": 1}, [{}]]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_gets_the_reader_of_its_format_whatever_its_order(file_of, name, row):
    for columns in (row, dict(reversed(row.items()))):
        source = recognise(file_of([columns]))
        assert (source.reader.name, source.is_sure) == (name, True)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_rows_of_one_format_are_those_of_no_other_with_the_same_confidence(name, row):
    sure = [reader.name for reader in READERS if reader.matches([Row(1, row)]) == 1.0]
    general = {"sft", "wide", "long", "plain"}
    assert [one for one in sure if one not in general] in ([name], [])


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_value_of_a_wrong_type_rejects_its_row_and_nothing_more(name, row):
    reader = next(reader for reader in READERS if reader.name == name)
    for place in places(row):
        for other in OTHERS:
            broken = copy.deepcopy(row)
            set_at(broken, place, other)
            rows = [Row(1, broken), Row(2, row), Row(3, {}), Row(4, row)]
            assert 0 <= reader.matches(rows) <= 1
            results = [one for one in reader.read(rows) if one is not None]
            assert all(isinstance(one, ResponseSet | RejectedRow) for one in results)
            assert all(isinstance(r.text, str) for one in results for r in responses_of(one))


def responses_of(result):
    found = result if isinstance(result, ResponseSet) else result.alone
    return found.responses if found else ()


def places(value, place=()):
    """Where something stands in a row, at any depth."""
    if place:
        yield place
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*place, key))


def set_at(value, place, other):
    *way, last = place
    for key in way:
        value = value[key]
    value[last] = other
