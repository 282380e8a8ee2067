from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, RejectedRow, Response
from real_desktop.formats.raw_pairs import NO_RECORD, RAW_PAIRS, matches
from real_desktop.formats.rows import Row


def side(text, position, **others):
    return {
        "text": text,
        "text_hash": "h",
        "model": "m1",
        "position": position,
        "turns": [],
    } | others


def pair(uuid, a, b, prompt="p", **others):
    turns = [{"role": "user", "content": f"Why {prompt}?"}]
    one = {"record": "pair", "uuid": uuid, "prompt_uuid": prompt, "prompt": turns, "a": a, "b": b}
    return one | {"split_group": "g", "source_file": "f.jsonl", "source_row": 3} | others


def event(pair_uuid, outcome, annotator="Ada", **others):
    one = {"record": "event", "pair_uuid": pair_uuid, "annotator": annotator, "kind": "judge"}
    return one | {"outcome": outcome, "stands": True, "strength": None} | others


def results_of(*columns):
    rows = [Row(number, each) for number, each in enumerate(columns, 1)]
    return list(RAW_PAIRS.read(rows))


THREE = (side("a", 0), side("b", 4), side("c", 2))


def test_the_pairs_of_a_prompt_are_one_set():
    first, second = results_of(
        pair("1", THREE[0], THREE[1]), pair("2", THREE[1], THREE[2], "q"),
        pair("3", THREE[1], THREE[2]), event("3", "a"), event("1", "tie", "Ben", strength=2),
    )  # fmt: skip
    assert first.messages == (Message("user", "Why p?"),)
    assert first.responses == (Response("a", "m1"), Response("c", "m1"), Response("b", "m1"))
    assert first.preferences == (
        KnownPreference(0, 2, Outcome.TIE, "Ben", 2),
        KnownPreference(2, 1, Outcome.A, "Ada"),
    )
    assert first.meta["source_file"] == "f.jsonl"
    assert (len(second.responses), second.preferences, second.row) == (2, (), 2)


def test_responses_of_two_projects_at_one_position_stay_apart():
    (one,) = results_of(
        pair("1", side("a", 0), side("b", 1)), event("1", "a"),
        pair("2", side("x", 0), side("b", 1, model="m2")), event("2", "b", "Ben"),
    )  # fmt: skip
    won = [
        [one.responses[place] for place in (known.a, known.b)][known.outcome == "b"]
        for known in one.preferences
    ]
    assert won == [Response("a", "m1"), Response("b", "m2")]
    assert {response.text for response in one.responses} == {"a", "b", "x"}


def test_a_response_never_gets_the_prompt_of_a_pair_without_an_id():
    others = {"prompt_uuid": None}
    found = results_of(pair("1", *THREE[:2], **others), pair("2", *THREE[1:], "q", **others))
    assert [one.messages[0].content for one in found] == ["Why p?", "Why q?"]


@pytest.mark.parametrize(
    ("events", "outcomes"),
    [
        ([event("1", "a"), event("1", "b")], [Outcome.B]),
        ([event("1", "a"), event("1", "b", stands=False)], [Outcome.A]),
        ([event("1", "a"), event("1", None, kind="undo", stands=None)], [Outcome.A]),
        ([event("1", "a"), event("1", None, kind="skip")], []),
        ([event("1", "a"), event("1", None, kind="comment")], [Outcome.A]),
        ([event("1", "a"), event("1", "both_bad", "Ben")], [Outcome.A, Outcome.BOTH_BAD]),
        ([event("9", "a"), event("1", "c")], []),
    ],
)
def test_what_an_annotator_said_last_counts(events, outcomes):
    (one,) = results_of(pair("1", *THREE[:2]), *events)
    assert [known.outcome for known in one.preferences] == outcomes


def test_turns_of_a_response_are_kept():
    turns = [{"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "now"}}]}]
    (one,) = results_of(pair("1", side("now()", 0, turns=turns), THREE[1]))
    assert one.responses[0].turns == (
        Message("assistant", "", {"tool_calls": turns[0]["tool_calls"]}),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"record": "other"}, NO_RECORD),
        (pair("1", None, THREE[1]), "a response is not text"),
        (pair("1", side(True, 0), THREE[1]), "a response is not text"),
        (pair("1", side("a", None), THREE[1]), "a response has no position"),
        (pair("1", *THREE[:2]) | {"prompt": None}, "the prompt is no list of messages"),
        (pair("1", *THREE[:2]) | {"prompt": []}, "the prompt is empty"),
        (pair("1", side("b", 0), THREE[1]), "fewer than two distinct responses"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_come_through(row, reason):
    results = results_of(row, pair("2", *THREE[:2], "q"))
    (rejected,) = [one for one in results if isinstance(one, RejectedRow)]
    assert (rejected.row, rejected.reason, len(results)) == (1, reason, 2)


def test_the_records_are_the_sign():
    assert matches([Row(1, pair("1", *THREE[:2])), Row(2, event("1", "a"))]) == 1.0
    assert matches([Row(1, {"record": 7, "prompt": "a", "responses": ["b"]})]) == 0.0
