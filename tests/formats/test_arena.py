from __future__ import annotations

import json

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, Response
from real_desktop.formats.arena import matches, to_set
from real_desktop.formats.divergence import LATER_TURNS
from real_desktop.formats.rows import Row, RowError


def talk(*texts):
    return [{"content": t, "role": ("user", "assistant")[i % 2]} for i, t in enumerate(texts)]


def battle(*texts_of_both, turn=1, **others):
    a, b = texts_of_both
    return {
        "question_id": "q1",
        "model_a": "one",
        "model_b": "two",
        "winner": "model_b",
        "judge": "arena_user_7",
        "conversation_a": a,
        "conversation_b": b,
        "turn": turn,
        "language": "English",
    } | others


ONE_TURN = (talk("Why?", "a"), talk("Why?", "b"))


@pytest.mark.parametrize("write", [lambda talk: talk, json.dumps, repr])
def test_a_battle_is_a_set_of_two_with_its_winner(write):
    found = to_set(Row(3, battle(*map(write, ONE_TURN))))
    assert (found.row, found.messages) == (3, (Message("user", "Why?"),))
    assert found.responses == (Response("a", "one"), Response("b", "two"))
    assert found.preferences == (KnownPreference(0, 1, Outcome.B),)
    assert found.meta["winner"] == "model_b"
    assert found.meta.keys() == {"question_id", "winner", "judge", "turn", "language"}


@pytest.mark.parametrize(
    ("winner", "outcome"),
    [
        ("model_a", Outcome.A),
        ("tie", Outcome.TIE),
        ("tie (bothbad)", Outcome.BOTH_BAD),
        ("both_bad", Outcome.BOTH_BAD),
    ],
)
def test_every_winner_is_understood(winner, outcome):
    (known,) = to_set(Row(1, battle(*ONE_TURN, winner=winner))).preferences
    assert known.outcome is outcome


@pytest.mark.parametrize(
    ("judge", "by"),
    [("arena_user_7", None), ("expert_3", "expert_3"), (["gpt-4", "pair-v2"], "gpt-4")],
)
def test_a_judge_of_many_votes_is_named(judge, by):
    (known,) = to_set(Row(1, battle(*ONE_TURN, judge=judge))).preferences
    assert known.by == by


def test_of_several_turns_the_first_difference_is_compared_without_the_vote():
    both = talk("Why?", "a", "And?", "c"), talk("Why?", "b", "And?", "d")
    found = to_set(Row(1, battle(*both, turn=2)))
    assert (found.messages, found.oddity) == ((Message("user", "Why?"),), LATER_TURNS)
    assert [r.text for r in found.responses] == ["a", "b"]
    assert found.preferences == ()
    assert found.responses[0].meta == {"later_turns": both[0][2:]}


@pytest.mark.parametrize("turn", [1, "1", 1.0, None, ""])
def test_the_number_of_a_turn_may_be_text_as_in_a_table(turn):
    found = to_set(Row(1, battle(*ONE_TURN, turn=turn)))
    assert (len(found.preferences), found.oddity) == (1, None)


def test_a_vote_on_the_first_of_two_turns_counts():
    both = talk("Why?", "a", "And?", "c"), talk("Why?", "b", "And?", "d")
    found = to_set(Row(1, battle(*both, turn=1, judge="expert_3")))
    assert found.preferences == (KnownPreference(0, 1, Outcome.B, "expert_3"),)


def test_equal_first_turns_belong_to_the_prompt():
    both = talk("Why?", "a", "And?", "c"), talk("Why?", "a", "And?", "d")
    found = to_set(Row(1, battle(*both, turn=2)))
    assert [m.content for m in found.messages] == ["Why?", "a", "And?"]
    assert found.preferences == (KnownPreference(0, 1, Outcome.B),)


def test_parts_and_counts_of_a_turn_are_read():
    a, b = (talk("Why?", text) for text in "ab")
    a[1] |= {"content": [{"type": "text", "text": "a", "image": None}], "num_tokens": 4}
    found = to_set(Row(1, battle(a, b)))
    assert found.responses[0] == Response("a", "one", meta={"num_tokens": 4})


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (battle(None, ONE_TURN[1]), "conversation_a is no list"),
        (battle("[{", ONE_TURN[1]), "conversation_a is no list"),
        (battle(talk("Why?", None), ONE_TURN[1]), "the response is empty"),
        (battle(talk("Why?", " "), ONE_TURN[1]), "the response is empty"),
        (battle(talk("Why?", True), ONE_TURN[1]), "a response is not text"),
        (battle(*[talk("", text) for text in "ab"]), "the prompt is empty"),
    ],
)
def test_a_row_that_is_no_battle_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, columns))
    assert str(caught.value) == reason


def test_confidence():
    assert matches([Row(1, battle(*ONE_TURN)), Row(2, {"conversation_a": []})]) == 0.5
