from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.arena_votes import matches
from real_desktop.formats.rows import Row

ADDRESS = "192.0.2.77"


def state(model, *texts, offset=0):
    messages = [[("USER", "ASSISTANT")[i % 2], text] for i, text in enumerate(texts)]
    return {"template_name": "t", "messages": messages, "offset": offset, "model_name": model}


def vote(kind, a, b, **others):
    return {
        "tstamp": 1.5,
        "type": kind,
        "models": ["one", "two"],
        "states": [a, b],
        "ip": ADDRESS,
    } | others


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("leftvote", Outcome.A),
        ("rightvote", Outcome.B),
        ("tievote", Outcome.TIE),
        ("bothbad_vote", Outcome.BOTH_BAD),
    ],
)
def test_a_vote_is_a_set_of_two_with_its_winner(file_of, read_all, kind, outcome):
    rows = [vote(kind, state("one", "Why?", "a"), state("two", "Why?", "b"))]
    (one,), _rejected = read_all(file_of(rows))
    assert one.messages == (Message("user", "Why?"),)
    assert [(r.text, r.model) for r in one.responses] == [("a", "one"), ("b", "two")]
    assert one.preferences == (KnownPreference(0, 1, outcome),)


def test_addresses_are_not_read(file_of, read_all):
    rows = [
        {"ip": ADDRESS} | vote("tievote", state("m", "Why?", "a"), state("n", "Why?", "b")),
        {"ip": ADDRESS, "type": "chat", "tstamp": 1.0, "model": "m"},
    ]
    sets, rejected = read_all(file_of(rows))
    assert [one.meta for one in sets] == [{"tstamp": 1.5, "type": "tievote"}]
    assert [row.reason for row in rejected] == ["no vote between two answers"]
    assert ADDRESS not in repr((sets, rejected))


def test_names_may_be_hidden_and_examples_come_first(file_of, read_all):
    shown = [state(f"m{i}", "Hi", "Hello", "Why?", text, offset=2) for i, text in enumerate("ab")]
    (one,), _rejected = read_all(file_of([vote("leftvote", *shown, models=["", ""])]))
    assert one.messages == (Message("user", "Why?"),)
    assert [r.model for r in one.responses] == ["m0", "m1"]


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        ([state("m", "Why?", "a")], "a vote without two conversations"),
        ([state("m", "Why?", "a"), {}], "a conversation has no messages"),
        ([{"messages": ["Why?", "a"]}] * 2, "a message is not of two parts"),
        ([state("m", "Why?", None), state("n", "Why?", "b")], "the response is empty"),
    ],
)
def test_a_bad_vote_is_rejected_and_the_others_come_through(file_of, read_all, states, reason):
    good = vote("leftvote", state("m", "Why?", "a"), state("n", "Why?", "b"))
    sets, rejected = read_all(file_of([good, good | {"states": states}]))
    assert (len(sets), [(row.row, row.reason) for row in rejected]) == (1, [(2, reason)])


@pytest.mark.parametrize(
    ("rows", "confidence"),
    [
        ([vote("leftvote", {}, {}), {"type": "chat", "tstamp": 1.0}], 1.0),
        ([{"type": "chat", "tstamp": 1.0}], 0.0),
        ([{"type": ["leftvote"], "states": []}], 0.0),
    ],
)
def test_confidence(rows, confidence):
    assert matches([Row(i, columns) for i, columns in enumerate(rows, 1)]) == confidence
