from __future__ import annotations

import pytest

from real_desktop.core.records import Message
from real_desktop.formats.columns import PROMPTS, SYSTEMS
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.rows import RowError

USER = {"role": "user", "content": "Hi"}
IMAGE = {"type": "image_url", "image_url": {"url": "x"}}


def messages_of(prompt, **others):
    messages, _ = prompt_of({"prompt": prompt, **others})
    return [(m.role, m.content) for m in messages]


def reason_of(columns):
    with pytest.raises(RowError) as caught:
        prompt_of(columns)
    return str(caught.value)


@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_column_is_known(name):
    assert prompt_of({name: " Hi\n"}) == ((Message("user", " Hi\n"),), {name})
    assert prompt_of({name: [USER]}) == ((Message("user", "Hi"),), {name})


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_column_comes_first(name):
    messages, used = prompt_of({"prompt": "Hi", name: "Be brief."})
    assert messages == (Message("system", "Be brief."), Message("user", "Hi"))
    assert used == {"prompt", name}


def test_a_history_of_questions_with_answers_stands_before_the_prompt():
    columns = {"instruction": "Why?", "input": "", "system": "Be brief."}
    history = [["Hi", "Hello"], ["Who?", "Me."]]
    messages, used = prompt_of(columns | {"history": history})
    turns = ["Be brief.", "Hi", "Hello", "Who?", "Me.", "Why?"]
    assert [m.content for m in messages] == turns
    assert [m.role for m in messages[1:]] == ["user", "assistant"] * 2 + ["user"]
    assert used == {"instruction", "system", "history"}


@pytest.mark.parametrize("history", [[], None, "Hi", ["Hi"], [["Hi"]], [["Hi", 1]], [{}]])
def test_any_other_history_stays_a_column(history):
    messages, used = prompt_of({"prompt": "Why?", "history": history})
    assert (messages, used) == ((Message("user", "Why?"),), {"prompt"})


def test_an_empty_system_column_adds_no_message():
    assert messages_of("Hi", system="") == [("user", "Hi")]
    assert messages_of("Hi", system=None) == [("user", "Hi")]


def test_a_system_message_in_the_prompt_stays_the_only_one():
    columns = {"prompt": [{"role": "system", "content": "A"}, USER], "system": "B"}
    messages, used = prompt_of(columns)
    assert messages == (Message("system", "A"), Message("user", "Hi"))
    assert used == {"prompt"}


def test_instruction_and_input_are_joined():
    messages, used = prompt_of({"instruction": "Add", "input": "1 2"})
    assert messages == (Message("user", "Add\n\n1 2"),)
    assert used == {"instruction", "input"}


def test_an_empty_input_is_not_joined():
    assert prompt_of({"instruction": "Add", "input": ""})[0] == (Message("user", "Add"),)


def test_an_input_beside_a_prompt_is_not_joined():
    assert prompt_of({"prompt": "Add", "input": "1 2"})[1] == {"prompt"}


def test_a_null_prompt_gives_way_to_the_next_column():
    assert prompt_of({"prompt": None, "question": "Why?"})[0] == (Message("user", "Why?"),)


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ("human", "user"),
        ("gpt", "assistant"),
        ("system", "system"),
        ("tool", "tool"),
        ("observation", "tool"),
        ("function_call", "assistant"),
    ],
)
def test_sharegpt_roles_are_translated(given, role):
    turns = [{"from": given, "value": "A"}, {"from": "human", "value": "B"}]
    assert messages_of(turns) == [(role, "A"), ("user", "B")]


@pytest.mark.parametrize("role", ["system", "developer", "user", "assistant", "tool"])
def test_chat_roles_are_kept(role):
    assert messages_of([{"role": role, "content": "A"}, USER])[0] == (role, "A")


def test_parts_are_joined_and_other_parts_marked():
    parts = [{"type": "text", "text": "See"}, IMAGE, "this", {}]
    columns = {"prompt": [{"role": "user", "content": parts}]}
    messages, used = prompt_of(columns)
    assert messages[0].content == "See\n[image_url]\nthis\n[part]"
    assert messages[0].extra == {"parts": parts}
    assert used == {"prompt"}


def test_parts_that_are_all_text_are_joined_and_their_column_is_kept():
    parts = [{"type": "text", "text": "See"}, {"type": "text", "text": "this"}]
    messages, used = prompt_of({"prompt": [{"role": "user", "content": parts}]})
    assert messages == (Message("user", "See\nthis"),)
    assert used == frozenset(), "the message does not say where one part ended"
    (one,), used = prompt_of({"prompt": [{"role": "user", "content": parts[:1]}]})
    assert (one, used) == (Message("user", "See"), {"prompt"})


def test_a_tool_call_and_its_answer_are_kept():
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}], "name": None}
    answer = {"role": "tool", "content": "42", "tool_call_id": "1", "name": "add"}
    messages, used = prompt_of({"prompt": [USER, call, answer]})
    assert messages == (
        Message("user", "Hi"),
        Message("assistant", "", {"tool_calls": [{"id": "1"}]}),
        Message("tool", "42", {"tool_call_id": "1", "name": "add"}),
    )
    assert used == {"prompt"}


def test_a_tool_may_answer_nothing_at_the_end():
    call = {"role": "assistant", "content": None, "function_call": {"name": "delete"}}
    assert messages_of([USER, call, {"role": "tool", "content": ""}])[-1] == ("tool", "")


@pytest.mark.parametrize("name", ["reasoning_content", "thinking"])
def test_what_was_thought_is_kept_beside_what_was_said(name):
    turns = [USER, {"role": "assistant", "content": "4", name: "2 + 2"}, USER]
    assert prompt_of({"prompt": turns})[0][1] == Message("assistant", "4", {name: "2 + 2"})


def test_a_column_with_more_than_messages_keep_is_kept_too():
    turn = USER | {"num_tokens": 1}
    assert prompt_of({"prompt": [turn]}) == ((Message("user", "Hi"),), frozenset())
    assert prompt_of({"prompt": [USER | {"num_tokens": None}]})[1] == {"prompt"}


@pytest.mark.parametrize(
    ("prompt", "reason"),
    [
        (None, "the prompt is empty"),
        ("", "the prompt is empty"),
        (" \n", "the prompt is empty"),
        ([], "the prompt is empty"),
        ([{"role": "system", "content": "A"}], "the prompt is empty"),
        ([{"role": "user", "content": " "}], "the prompt is empty"),
        ([USER, {"role": "assistant", "content": "A"}], "the prompt ends with an assistant turn"),
        ([USER, {"from": "gpt", "value": "A"}], "the prompt ends with an assistant turn"),
        (3, "the prompt is neither text nor a list of messages"),
        ({"text": "Hi"}, "the prompt is neither text nor a list of messages"),
        (["Hi"], "a message of the prompt is not an object"),
        ([{"content": "Hi"}], "a message of the prompt has no known role"),
        ([{"role": "narrator", "content": "A"}], "a message of the prompt has no known role"),
        ([{"role": ["user"], "content": "A"}], "a message of the prompt has no known role"),
        ([{"role": "user"}], "a message of the prompt is not text"),
        ([{"role": "user", "content": 3}], "a message of the prompt is not text"),
    ],
)
def test_a_prompt_that_cannot_be_answered_is_refused(prompt, reason):
    assert reason_of({"prompt": prompt}) == reason


def test_the_columns_found_are_named():
    assert reason_of({"id": 1, "text": "x"}) == "no prompt column; found: id, text"
    assert reason_of({}) == "no prompt column; found: nothing"
    many = reason_of({f"c{i}\n" + "x" * 100: 1 for i in range(9)})
    assert many.startswith("no prompt column; found: c0\ufffdxxx")
    assert many.endswith(", ...")
    assert len(many) < 400


@pytest.mark.parametrize("name", ["question", "query"])
def test_a_context_comes_before_its_question(name):
    messages, used = prompt_of({name: "Who?", "context": "A passage."})
    assert messages == (Message("user", "A passage.\n\nWho?"),)
    assert used == {name, "context"}


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (("assistant", "Yes."), "ends with an assistant turn"),
        (("system", "Be brief."), "ends with a system turn"),
        (("user", " \n"), "the last turn of the prompt is empty"),
    ],
)
def test_a_prompt_that_asks_for_no_answer_is_refused(last, reason):
    turns = [{"role": "user", "content": "Hello"}, {"role": last[0], "content": last[1]}]
    with pytest.raises(RowError, match=reason):
        prompt_of({"prompt": turns})
