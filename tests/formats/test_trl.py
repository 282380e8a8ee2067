from __future__ import annotations

from real_desktop.core.records import Message
from real_desktop.formats.trl import to_row


def test_a_row_is_conversational_with_an_explicit_prompt(make_preference):
    row = to_row(make_preference(prompt=(Message("system", "S"), Message("user", " Hi "))))
    assert row["prompt"] == [
        {"role": "system", "content": "S"},
        {"role": "user", "content": " Hi "},
    ]
    assert row["chosen"] == [{"role": "assistant", "content": "Hello!"}]
    assert row["rejected"] == [{"role": "assistant", "content": "No."}]


def test_turns_are_written_as_they_are(make_preference):
    call = {"type": "function", "function": {"name": "now", "arguments": "{}"}}
    turns = (
        Message("assistant", "", {"tool_calls": [call]}),
        Message("tool", "noon", {"name": "now"}),
        Message("assistant", "It is noon."),
    )
    row = to_row(make_preference(chosen_turns=turns))
    assert row["chosen"] == [
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "content": "noon", "name": "now"},
        {"role": "assistant", "content": "It is noon."},
    ]
    assert row["rejected"] == [{"role": "assistant", "content": "No."}]
