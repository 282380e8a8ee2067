from __future__ import annotations

import json

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.argilla import matches, to_set
from real_desktop.formats.rows import Row, RowError
from real_desktop.formats.usual_names import with_usual_names

FIELDS = {"prompt": "Why?", "response-1": "a", "response-2": "b"}


def answer(value, user="u1", status="submitted"):
    return {"user_id": user, "value": value, "status": status}


def ranks(*places):
    return {"rank": list(places), "value": ["response-1", "response-2"]}


def first(*answers, **others):
    """A row as version 1 exports it."""
    return FIELDS | {
        "preference": list(answers),
        "preference-suggestion": None,
        "preference-suggestion-metadata": {"type": None},
        "external_id": "x",
        "metadata": json.dumps({"topic": "birds"}),
        **others,
    }


def second(values, users=None, states=None, **others):
    """A row as version 2 exports it flat."""
    count = len(values)
    return FIELDS | {
        "id": "r1",
        "status": "completed",
        "_server_id": "s",
        "preference.responses": values,
        "preference.responses.users": users or [f"u{i}" for i in range(1, count + 1)],
        "preference.responses.status": states or ["submitted"] * count,
        "preference.suggestion": "response-2",
        "preference.suggestion.agent": "m",
        "metadata.topic": "birds",
        **others,
    }


def record(*answers, **others):
    """A record as version 2 writes it to a JSON file."""
    return {
        "id": "r1",
        "fields": FIELDS,
        "metadata": {"topic": "birds"},
        "suggestions": {},
        "responses": {"preference": list(answers)},
        "vectors": {"v": [0.5]},
    } | others


def read(columns):
    return to_set(with_usual_names(Row(1, columns)))


A, B = KnownPreference(0, 1, Outcome.A, "u1"), KnownPreference(0, 1, Outcome.B, "u2")


@pytest.mark.parametrize(
    "columns",
    [
        first(answer("response-1"), answer("response-2", "u2")),
        first(answer(ranks(1, 2)), answer(ranks(2, 1), "u2")),
        first(preference={n: [answer("A")[n], answer("B", "u2")[n]] for n in answer("A")}),
        second(["response-1", "response-2"]),
        record(answer("response-1"), answer("B", "u2")),
        record(
            answer([{"rank": 1, "value": "response-1"}, {"rank": 2, "value": "response-2"}]),
            answer("right", "u2"),
        ),
    ],
)
def test_what_people_answered_are_preferences_of_theirs(columns):
    found = read(columns)
    assert found.messages == (Message("user", "Why?"),)
    assert [r.text for r in found.responses] == ["a", "b"]
    assert found.preferences == (A, B)


def test_only_submitted_answers_count():
    kinds = ("draft", "discarded", "pending", "submitted")
    given = [answer("response-1", f"u{i}", kind) for i, kind in enumerate(kinds)]
    expected = (KnownPreference(0, 1, Outcome.A, "u3"),)
    assert read(first(*given)).preferences == expected
    assert read(record(*given)).preferences == expected
    flat = second(["A"] * 4, [f"u{i}" for i in range(4)], list(kinds))
    assert read(flat).preferences == expected


@pytest.mark.parametrize("said", ["response-2", ranks(2, 1)])
def test_a_comment_is_no_preference_where_another_question_is_about_those(said):
    comments = [answer("None"), answer("same", "u2")]
    expected = (KnownPreference(0, 1, Outcome.B, "u1"), KnownPreference(0, 1, Outcome.TIE, "u2"))
    for columns in (
        first(answer(said), answer("tie", "u2"), comments=comments),
        {"comments": comments} | first(answer(said), answer("tie", "u2")),
        record(responses={"comments": comments, "p": [answer(said), answer("tie", "u2")]}),
    ):
        assert read(columns).preferences == expected


def test_ranks_of_more_responses_are_preferences_between_each_two():
    value = {"rank": [2, 1, 1], "value": ["response-1", "response-2", "response-3"]}
    found = read(first(answer(value)) | {"response-3": "c"})
    assert found.preferences == (
        KnownPreference(0, 1, Outcome.B, "u1"),
        KnownPreference(0, 2, Outcome.B, "u1"),
        KnownPreference(1, 2, Outcome.TIE, "u1"),
    )


@pytest.mark.parametrize("value", [None, 3, "Very good", [], ranks(), ranks(10**400, None)])
def test_an_answer_that_prefers_nothing_is_kept(value):
    found = read(first(answer(value)))
    assert found.preferences == ()
    assert found.meta["preference"] == [answer(value)]


def test_an_empty_response_is_left_out_and_the_others_keep_their_places():
    value = {"rank": [1, 2], "value": ["response-1", "response-3"]}
    found = read(first(answer(value)) | {"response-2": None, "response-3": "c"})
    assert [r.text for r in found.responses] == ["a", "c"]
    assert found.preferences == (A,)


def test_everything_else_is_kept():
    meta = read(first(answer("tie"))).meta
    assert meta["topic"] == "birds"
    assert meta["external_id"] == "x"
    assert meta["preference-suggestion"] is None
    meta = read(second(["tie"])).meta
    assert (meta["metadata.topic"], meta["preference.suggestion"]) == ("birds", "response-2")
    meta = read(record(answer("tie"))).meta
    assert (meta["topic"], meta["id"], "vectors" in meta) == ("birds", "r1", False)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (first() | {"prompt": None}, "the prompt is empty"),
        (first() | {"response-2": None}, "fewer than two distinct responses"),
        (first() | {"response-2": True}, "a response is not text"),
        (record(fields={"prompt": "p"}), "no response column; found: prompt"),
    ],
)
def test_a_record_that_is_no_set_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        read(columns)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (first(), 1.0),
        (second([]), 1.0),
        (record(), 1.0),
        (FIELDS | {"preference": [answer("A")]}, 1.0),
        (FIELDS, 0.0),
        (FIELDS | {"preference": "A"}, 0.0),
        (FIELDS | {"metadata": {"value": 1}}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
