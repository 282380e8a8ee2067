from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Outcome, RejectedRow, Response
from real_desktop.formats.labels import Coding, coded_rows, coding_of, known_preferences
from real_desktop.formats.long import LONG
from real_desktop.formats.plain import PLAIN, to_set
from real_desktop.formats.rows import Row
from real_desktop.formats.wide import WIDE

A, B, TIE, BOTH_BAD = Outcome
TWO = (Response("tea", "m1"), Response("water", "m2"))
THREE = (*TWO, Response("milk", "m3"))


def known(made=TWO, coding=Coding(), names=(), **columns):  # noqa: B008 - frozen
    return known_preferences(columns, made, coding, names)


@pytest.mark.parametrize("name", ["winner", "label", "preference", "choice", "best", "chosen"])
@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("model_a", A),
        ("B", B),
        ("response_2", B),
        ("tie", TIE),
        ("tie (bothbad)", BOTH_BAD),
        ("m2", B),
        ("tea", A),
        ("m9", None),
        ("", None),
        (0, None),
        (1, None),
        (2, None),
        (True, None),
        (None, None),
    ],
)
def test_a_word_a_model_or_a_text_says_who_won(name, value, outcome):
    expected = (KnownPreference(0, 1, outcome),) if outcome else ()
    assert known(**{name: value}) == expected


def test_a_name_of_a_model_goes_before_a_word():
    made = (Response("x", "model_b"), Response("y", "model_a"))
    assert known(made, winner="model_a") == (KnownPreference(0, 1, B),)


def test_a_name_that_two_responses_share_says_nothing():
    assert known((Response("x", "m"), Response("y", "m")), winner="m") == ()


def test_the_best_of_many_is_before_each_of_the_others():
    expected = (KnownPreference(0, 1, B), KnownPreference(1, 2, A))
    assert known(THREE, best="m2") == expected
    assert known(THREE, best="water") == expected
    assert known(THREE, names=("a", "b", "c"), winner="b") == expected
    assert known(THREE, winner="response_2") == ()


@pytest.mark.parametrize(
    ("values", "is_known"),
    [
        ([1, 2, 1], True),
        (["1", "2", None], True),
        ([2.0, 1.0], True),
        ([1, 1, 1], False),
        ([0, 1, 2], False),
        ([0, 1], False),
        ([True, 2, "a"], False),
        ([1, 2, 3], False),
    ],
)
def test_numbers_count_from_one_if_there_is_a_2_and_nothing_else(values, is_known):
    rows = [Row(number, {"label": value}) for number, value in enumerate(values, 1)]
    assert coding_of(rows) == Coding(frozenset({"label"} if is_known else ()))


def test_the_first_rows_say_how_all_are_coded():
    columns = {"prompt": "p", "responses": ["a", "b"]}
    rows = [Row(n, columns | {"label": 2 if n == 3 else 1, "other": 2}) for n in range(1, 40)]
    sets = list(coded_rows(to_set)([RejectedRow(0, "bad", ""), *rows]))[1:]
    outcomes = [one.preferences[0].outcome for one in sets]
    assert (outcomes.count(A), outcomes[2], len(outcomes)) == (38, B, 39)
    assert all(one.meta["label"] for one in sets), "what was understood is kept as well"


def test_each_annotator_is_heard():
    assert known(labels=["a", "tie", None, "m7"]) == (
        KnownPreference(0, 1, A, "annotator 1"),
        KnownPreference(0, 1, TIE, "annotator 2"),
    )
    said = [{"user_id": "u1", "value": "response2"}, {"annotator": 7, "label": "A"}, {"value": "?"}]
    assert known(preference=said) == (
        KnownPreference(0, 1, B, "u1"),
        KnownPreference(0, 1, A, "7"),
    )
    assert known(THREE, labels=["a", "b", "a"]) == ()
    assert known(chosen=[{"from": "gpt", "value": "A"}]) == ()


def test_a_scale_says_how_strongly():
    assert known(overall_preference=-3) == (KnownPreference(0, 1, A, None, 3),)
    assert known(preference_strength="0") == (KnownPreference(0, 1, TIE),)
    assert known(THREE, overall_preference=-3) == ()


def test_pairs_that_people_judged_are_by_place():
    pairs = [
        {"i": 0, "j": 2, "label": "b"}, {"i": 2, "j": 1, "label": "tie", "worker": "w"},
        {"i": 0, "j": 0, "label": "a"}, {"i": 0, "j": 9, "label": "a"}, {"i": True, "j": 0}, "a",
    ]  # fmt: skip
    assert known(THREE, human_pairs=pairs) == (
        KnownPreference(0, 2, B),
        KnownPreference(2, 1, TIE, "w"),
    )


def test_places_are_those_of_the_file_where_a_response_is_missing():
    made = (Response("x"), None, Response("z"))
    pairs = [{"i": 0, "j": 2, "label": "b"}, {"i": 0, "j": 1, "label": "a"}]
    assert known(made, human_pairs=pairs) == (KnownPreference(0, 1, B),)
    assert known(made, ranks=[2, 0, 1]) == (KnownPreference(0, 1, B),)


def test_scores_say_who_won_unless_a_label_does():
    scored = (Response("x", score=1.0), Response("y", score=2.0))
    assert known(scored) == (KnownPreference(0, 1, B),)
    assert known(scored, winner="a") == (KnownPreference(0, 1, A),)


def test_ranks_say_who_won_where_nothing_else_does():
    assert known(ranks=[1, 2]) == (KnownPreference(0, 1, A),)
    assert known(rank=["1", 0]) == (KnownPreference(0, 1, B),)
    ranked = (Response("x", meta={"rank": 3}), Response("y", meta={"rank": 3}))
    assert known(ranked) == (KnownPreference(0, 1, TIE),)
    assert known(ranks=[1, 2, 3]) == ()


@pytest.mark.parametrize("value", ["A", "2", "tie"])
def test_an_answer_that_looks_like_a_place_says_nothing(value):
    made = (Response(value), Response("C"))
    assert known(made, Coding(frozenset({"label"})), label=value) == ()


ANSWERS = [{"role": "assistant", "content": text} for text in "ab"]
RANKED = [{"completion": [answer], "rank": 1 - n} for n, answer in enumerate(ANSWERS)]


@pytest.mark.parametrize(
    ("reader", "rows"),
    [
        (PLAIN, [{"responses": [{"text": "a", "rank": 1}, {"text": "b", "rank": 0}]}]),
        (PLAIN, [{"all_generated_responses": ["a", "b"], "all_rm_scores": [0.1, 0.2]}]),
        (PLAIN, [{"completions": RANKED}]),
        (WIDE, [{"response_a": "a", "response_b": "b", "winner": "model_b"}]),
        (WIDE, [{"response_1": "a", "response_2": "b", "score_1": "1", "score_2": "3"}]),
        (LONG, [{"response": "a", "score": 1}, {"response": "b", "score": 2}]),
        (LONG, [{"response": "a", "rank": 2}, {"response": "b", "rank": 1}]),
    ],
)
def test_every_layout_says_what_it_knows(reader, rows):
    (one,) = reader.read([Row(n, {"prompt": "p"} | each) for n, each in enumerate(rows, 1)])
    assert [response.text for response in one.responses] == ["a", "b"]
    assert one.preferences == (KnownPreference(0, 1, B),)
