from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from real_desktop.core.records import Message
from real_desktop.core.turns import readable
from real_desktop.formats.trl_standard import to_row, unfit

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ROLES = st.sampled_from(["system", "developer", "user", "assistant", "tool"])


@pytest.mark.parametrize(
    ("turns", "prompt"),
    [
        ([("user", "Why?")], "Human: Why?\n\nAssistant:"),
        (
            [("system", "Be brief."), ("user", "Why?")],
            "System: Be brief.\n\nHuman: Why?\n\nAssistant:",
        ),
        ([("developer", "Be brief."), ("user", "Why?")], None),
        (
            [("user", "Hi"), ("assistant", "Hello."), ("user", "Why?\n\nSay.")],
            "Human: Hi\n\nAssistant: Hello.\n\nHuman: Why?\n\nSay.\n\nAssistant:",
        ),
        (
            [("user", "Look it up."), ("assistant", "[tool_calls]"), ("tool", "42")],
            "Human: Look it up.\n\nAssistant: [tool_calls]\n\nTool: 42\n\nAssistant:",
        ),
    ],
    ids=["one question", "system", "developer", "turns", "tool"],
)
def test_the_prompt_is_a_transcript(make_preference, turns, prompt):
    row = to_row(make_preference(prompt=tuple(Message(*turn) for turn in turns)))
    assert row["prompt"] == (prompt or "System: Be brief.\n\nHuman: Why?\n\nAssistant:")


def test_prompt_and_answer_put_together_read_as_one_transcript(make_preference):
    row = to_row(make_preference(prompt=(Message("user", "Hi"),)))
    assert row["prompt"] + row["chosen"] == "Human: Hi\n\nAssistant: Hello!"
    assert row["prompt"] + row["rejected"] == "Human: Hi\n\nAssistant: No."


@given(turns=st.lists(st.tuples(ROLES, TEXT), min_size=1), chosen=TEXT, rejected=TEXT)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_boundary_is_the_space_of_the_answer(make_preference, turns, chosen, rejected):
    messages = tuple(Message(*turn) for turn in turns)
    row = to_row(make_preference(prompt=messages, chosen=chosen, rejected=rejected))
    assert row["prompt"] == row["prompt"].rstrip()
    assert (row["chosen"], row["rejected"]) == (f" {chosen}", f" {rejected}")
    assert all(content in row["prompt"] for _role, content in turns)


def test_nothing_of_a_chat_template_is_added(make_preference):
    row = to_row(make_preference())
    assert not any(mark in row[name] for name in ("prompt", "chosen") for mark in "<>|[]")


@pytest.mark.parametrize("place", ["prompt", "chosen_turns", "rejected_turns"])
def test_a_call_of_a_tool_is_left_out(make_preference, place):
    calling = Message("assistant", "", {"tool_calls": [{"function": {"name": "now"}}]})
    turns = (calling, Message("tool", "noon"))
    assert unfit(make_preference(**{place: turns})) == (
        "a tool is called, which plain text cannot say"
    )
    assert unfit(make_preference(**{place: turns[1:]})) is None


def test_several_turns_of_an_answer_are_its_text(make_preference):
    turns = (Message("assistant", "Where?"), Message("user", "Here."), Message("assistant", "Ah."))
    row = to_row(make_preference(chosen=readable(turns), chosen_turns=turns))
    assert row["chosen"] == " Where?\n\nHuman: Here.\n\nAssistant: Ah."
