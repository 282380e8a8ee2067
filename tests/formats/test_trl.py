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
