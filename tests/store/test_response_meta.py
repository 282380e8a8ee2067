from __future__ import annotations

import json

from real_desktop.core.records import Message, Response
from real_desktop.store.prompts import message_of
from real_desktop.store.response_meta import response_meta, turns_of

CALL = Message("assistant", "", {"tool_calls": [{"function": {"name": "look", "arguments": "{}"}}]})


def test_turns_come_back_beside_the_columns():
    meta = response_meta(Response("text", meta={"turns": 3}, turns=(CALL, Message("tool", "5"))))
    assert turns_of(meta) == (CALL, Message("tool", "5"))
    assert json.loads(meta)["turns"] == 3


def test_a_text_that_says_it_all_has_no_turns():
    assert response_meta(Response("text")) == "{}"
    assert turns_of(response_meta(Response("text", meta={"a": '"_turns"'}))) == ()


def test_a_message_keeps_what_else_it_says():
    assert message_of(CALL.turn) == CALL
    assert message_of({"role": "user", "content": "Hi"}) == Message("user", "Hi")
