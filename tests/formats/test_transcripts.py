from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.records import Message
from real_desktop.core.turns import transcript
from real_desktop.formats.prompts import prompt_fault
from real_desktop.formats.transcripts import prompt_in, turns_in

PIECES = st.sampled_from(
    [
        "\n\nHuman: ",
        "\n\nAssistant: ",
        "\n\nSystem: ",
        "\n\nTool: ",
        "\n",
        "\n\nAssistant:",
        " ",
        "a",
    ]
)
TEXT = st.lists(PIECES, max_size=8).map("".join)


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("\n\nHuman: Hi\n\nAssistant: Hello", [("user", "Hi"), ("assistant", "Hello")]),
        ("Human: Hi\n\nAssistant: ", [("user", "Hi"), ("assistant", "")]),
        ("System: Be brief.\n\nHuman:  Hi\n", [("system", "Be brief."), ("user", " Hi\n")]),
        ("Human: Hi\n\n\nAssistant: a", [("user", "Hi\n"), ("assistant", "a")]),
        (
            "\n\nHuman: Hi\n\nHuman: You\n\nTool: 7",
            [("user", "Hi"), ("user", "You"), ("tool", "7")],
        ),
        ("\n\nHuman: Say Assistant: or\nHuman: now", [("user", "Say Assistant: or\nHuman: now")]),
        ("Human: Hi\n\nAssistant:yes", [("user", "Hi\n\nAssistant:yes")]),
    ],
)
def test_a_transcript_is_its_turns(text, turns):
    assert turns_in(text) == tuple(Message(*turn) for turn in turns)


@pytest.mark.parametrize("text", ["", "Hi", "Human:", "Human Hi", " Human: Hi", "x\n\nHuman: Hi"])
def test_a_text_without_a_mark_at_its_beginning_is_none(text):
    assert turns_in(text) is None


@given(TEXT)
def test_no_character_is_lost(text):
    turns = turns_in(f"Human: {text}")
    assert transcript(turns) == f"Human: {text}"


@pytest.mark.parametrize("cue", ["\n\nAssistant:", "\n\nAssistant: "])
def test_a_prompt_ends_where_the_answer_comes(cue):
    assert prompt_in(f"\n\nHuman: Hi\n\nAssistant: Yes?\n\nHuman: Why?{cue}") == (
        Message("user", "Hi"),
        Message("assistant", "Yes?"),
        Message("user", "Why?"),
    )


@pytest.mark.parametrize(
    "text", ["Human: Hi", "Hi\n\nAssistant:", "Human: Hi\n\nAssistant: yes", ""]
)
def test_a_text_without_a_place_for_the_answer_is_no_prompt(text):
    assert prompt_in(text) is None


@given(TEXT)
def test_a_mark_in_a_question_hides_nothing(content):
    turns = prompt_in(f"Human: Why {content}?\n\nAssistant:")
    assert transcript(turns) == f"Human: Why {content}?"
    assert prompt_fault(turns) is None
