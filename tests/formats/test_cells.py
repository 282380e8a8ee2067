from __future__ import annotations

import pytest

from real_desktop.formats.cells import cell_value
from real_desktop.formats.columns import MODEL_LISTS, PROMPTS, RESPONSES, SCORE_LISTS

MESSAGES = '[{"role": "user", "content": "Hi"}]'


def test_an_empty_cell_is_nothing():
    assert cell_value("prompt", "") is None
    assert cell_value("other", " ") == " "


@pytest.mark.parametrize("name", sorted({*RESPONSES, *MODEL_LISTS, *SCORE_LISTS} - {"generation"}))
@pytest.mark.parametrize("text", ['["a", null, 1.5]', " ['a', None, 1.5]\n", '["a", NaN, 1.5]'])
def test_a_list_is_read_where_one_is_expected(name, text):
    assert cell_value(name, text) == ["a", None, 1.5]


@pytest.mark.parametrize("name", PROMPTS)
def test_messages_are_read_where_a_prompt_is_expected(name):
    assert cell_value(name, MESSAGES) == [{"role": "user", "content": "Hi"}]
    assert cell_value(name, "[{'from': 'human', 'value': 'Hi'}]") == [
        {"from": "human", "value": "Hi"}
    ]


@pytest.mark.parametrize(
    "text", ["[1, 2] has how many numbers?", "[1, 2]", "[]", "['a']", '[{"a": 1}]', "[INST] Hi"]
)
def test_a_prompt_in_brackets_is_text(text):
    assert cell_value("prompt", text) == text


@pytest.mark.parametrize("name", ["response", "response_1", "output", "answer", "text", "winner"])
@pytest.mark.parametrize("text", ['["a"]', MESSAGES, '{"a": 1}', "7", "NaN", "true", " a "])
def test_everything_else_is_the_text_as_it_stands(name, text):
    assert cell_value(name, text) == text


@pytest.mark.parametrize("text", ["[a, b]", "['a''b']", "[" * 100_000, "[1", "a", "{}"])
def test_what_is_no_list_stays_text(text):
    assert cell_value("responses", text) == text


def test_a_response_that_looks_like_a_list_stays_text_in_a_column_of_one_response():
    assert cell_value("generation", '["a"]') == '["a"]'
    assert cell_value("response", "[see below]") == "[see below]"


@pytest.mark.parametrize("column", ["chosen", "rejected", "Chosen", "rejected_message"])
def test_a_side_is_a_list_of_messages_or_a_text(column):
    turns = '[{"role": "assistant", "content": "Hi"}]'
    assert cell_value(column, turns) == [{"role": "assistant", "content": "Hi"}]
    assert cell_value(column, "[1, 2]") == "[1, 2]"
