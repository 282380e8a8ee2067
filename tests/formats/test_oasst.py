from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, RejectedRow
from real_desktop.formats.oasst import NO_ANSWERS, NO_MESSAGE, NO_PARENT, OASST, matches
from real_desktop.formats.rows import Row


def asked(name, text, *replies, **others):
    return message(name, text, "prompter", replies, others)


def answer(name, text, rank, *replies, **others):
    return message(name, text, "assistant", replies, {"rank": rank} | others)


def message(name, text, role, replies, others):
    one = {"message_id": name, "parent_id": None, "text": text, "role": role, "lang": "en"}
    for reply in replies:
        reply["parent_id"] = name
    return one | {"deleted": False, "replies": list(replies)} | others


def tree():
    again = asked(
        "p2",
        "And green tea?",
        answer("a3", "Cooler.", 1),
        answer("a4", "Cold.", 0, model_name="chip20b", synthetic=True),
        answer("a5", "Deleted.", 2, deleted=True),
    )
    first = asked("p1", "How hot is tea?", answer("a1", "Hot.", 0, again), answer("a2", "No.", 1))
    return {"message_tree_id": "p1", "tree_state": "ready_for_export", "prompt": first}


def flat(node):
    """The same messages, one a row and the last first."""
    below = [each for reply in node["replies"] for each in flat(reply)]
    return [*below[::-1], {name: value for name, value in node.items() if name != "replies"}]


def results_of(*columns):
    rows = [Row(number, each) for number, each in enumerate(columns, 1)]
    return list(OASST.read(rows))


def test_every_question_with_two_answers_is_a_set():
    first, second = results_of(tree())
    assert first.messages == (Message("user", "How hot is tea?"),)
    assert [response.text for response in first.responses] == ["Hot.", "No."]
    assert first.preferences == (KnownPreference(0, 1, Outcome.A),)
    assert second.messages == (
        Message("user", "How hot is tea?"),
        Message("assistant", "Hot."),
        Message("user", "And green tea?"),
    )
    assert [(one.text, one.model) for one in second.responses] == [
        ("Cooler.", None), ("Cold.", "chip20b"),
    ]  # fmt: skip
    assert second.preferences == (KnownPreference(0, 1, Outcome.B),)


def test_what_is_known_of_tree_and_messages_is_kept():
    first, second = results_of(tree())
    assert first.meta == {
        "message_tree_id": "p1", "tree_state": "ready_for_export", "message_id": "p1",
        "lang": "en", "deleted": False,
    }  # fmt: skip
    assert second.meta["message_id"] == "p2"
    assert second.responses[1].meta == {
        "message_id": "a4", "lang": "en", "deleted": False, "rank": 0, "synthetic": True,
    }  # fmt: skip


def test_messages_may_stand_anywhere_in_the_file():
    rows = flat(tree()["prompt"])
    other = asked("q1", "Why?", answer("b1", "So.", None), answer("b2", "No.", None))
    results = results_of(*rows[:3], *flat(other), *rows[3:])
    assert {one.messages[-1].content: len(one.responses) for one in results} == {
        "How hot is tea?": 2, "And green tea?": 2, "Why?": 2,
    }  # fmt: skip
    assert next(one for one in results if one.messages[-1].content == "Why?").preferences == ()


def test_a_message_that_holds_its_replies_is_a_tree():
    assert [one.messages for one in results_of(tree()["prompt"])] == [
        one.messages for one in results_of(tree())
    ]


def test_a_message_that_stands_twice_is_one():
    node = asked("p1", "Why?", answer("a1", "So.", 0), answer("a2", "No.", 1))
    (one,) = results_of(node, node)
    assert len(one.responses) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows[:-1], NO_PARENT),
        (lambda rows: [*rows[:-1], rows[-1] | {"deleted": True}], NO_PARENT),
        (lambda rows: [*rows[:-1], rows[-1] | {"parent_id": "a1"}], NO_PARENT),
        (lambda rows: [*rows[:-1], rows[-1] | {"text": " "}], "the prompt is empty"),
        (lambda rows: [*rows[:-1], rows[-1] | {"role": "assistant"}], "the prompt ends with an"),
        (lambda rows: [*rows, {"text": "a"}], NO_MESSAGE),
        (lambda rows: [*rows, rows[0] | {"message_id": None}], NO_MESSAGE),
    ],
    ids=["missing", "deleted", "circle", "empty", "role", "no message", "no id"],
)
def test_what_cannot_be_asked_is_rejected(change, reason):
    node = asked("p1", "Why?", answer("a1", "So.", 0), answer("a2", "No.", 1))
    results = results_of(*change(flat(node)))
    (rejected,) = [result for result in results if isinstance(result, RejectedRow)]
    assert rejected.reason.startswith(reason)


def test_equal_answers_are_a_single_response():
    (one,) = results_of(asked("p1", "Why?", answer("a1", "So.", 0), answer("a2", "So. ", 1)))
    assert one.reason == "fewer than two distinct responses"
    assert one.alone is not None


def test_a_deep_tree_is_no_trouble():
    node = answer("last", "End.", None)
    for depth in range(5_000):
        node = message(f"m{depth}", "On.", ("prompter", "assistant")[depth % 2], [node], {})
    (rejected,) = results_of(node)
    assert rejected.reason == NO_ANSWERS


def test_a_file_without_two_answers_to_anything_says_so():
    single = asked("p1", "Why?", answer("a1", "So.", 0), answer("a2", "No.", 1, deleted=True))
    results = results_of(single, asked("p2", "How?"))
    assert [(one.row, one.reason) for one in results] == [(1, NO_ANSWERS)]
    assert NO_ANSWERS not in [getattr(one, "reason", "") for one in results_of(single, tree())]


def test_ids_roles_and_texts_are_the_sign():
    assert matches([Row(1, tree()), Row(2, tree()["prompt"])]) == 1.0
    assert matches([Row(1, {"message_id": "a", "role": "user", "text": "b"})]) == 0.0
    assert matches([Row(1, {"prompt": "a", "text": "b"})]) == 0.0
