from __future__ import annotations

import pytest

from real_desktop.core.records import Message
from real_desktop.core.turns import readable, transcript

USER, ANSWER = Message("user", "Hi"), Message("assistant", "Hello.\n")


def call(function):
    return Message("assistant", "", {"tool_calls": [function]})


def test_a_transcript_names_who_speaks():
    messages = [Message("system", "Be brief."), Message("developer", ""), USER, ANSWER]
    assert transcript([*messages, Message("tool", "7")]) == (
        "System: Be brief.\n\nSystem: \n\nHuman: Hi\n\nAssistant: Hello.\n\n\nTool: 7"
    )


def test_the_first_turn_of_a_response_speaks_without_a_name():
    assert readable([ANSWER]) == "Hello.\n"
    assert readable([ANSWER, USER, ANSWER]) == ("Hello.\n\n\nHuman: Hi\n\nAssistant: Hello.\n")
    assert readable([USER, ANSWER]) == "Human: Hi\n\nAssistant: Hello.\n"
    assert readable([]) == ""


@pytest.mark.parametrize(
    ("function", "text"),
    [
        ({"function": {"name": "add", "arguments": '{"x":1}'}}, 'add({"x":1})'),
        ({"function": {"name": "add", "arguments": {"x": "é"}}}, 'add({"x": "é"})'),
        ({"name": "now"}, "now()"),
        ({"function": {}}, "tool()"),
        ({"function": "now"}, '{"function": "now"}'),
        ("now", "now"),
    ],
)
def test_a_call_reads_as_code_does(function, text):
    assert readable([call(function)]) == text


def test_a_call_stands_below_what_is_said():
    both = Message("assistant", "Wait.", {"function_call": {"name": "now"}})
    assert readable([both]) == "Wait.\nnow()"
