from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, Response
from real_desktop.formats.distilabel import matches, to_set
from real_desktop.formats.rows import Row, RowError

RATED = {
    "instruction": "Why?",
    "generations": ["a", "b", "c"],
    "generation_models": ["m1", "m2", "m3"],
    "model_name": "judge",
    "ratings": [4, 2, 4],
    "rationales": ["Clear.", None, "Kind."],
    "distilabel_metadata": {"raw_output": "x"},
}


def test_ratings_are_scores_and_preferences_of_the_judge():
    found = to_set(Row(2, RATED))
    assert (found.row, found.messages) == (2, (Message("user", "Why?"),))
    assert found.responses == (
        Response("a", "m1", 4.0, {"rationale": "Clear."}),
        Response("b", "m2", 2.0),
        Response("c", "m3", 4.0, {"rationale": "Kind."}),
    )
    assert found.preferences == (
        KnownPreference(0, 1, Outcome.A, "judge"),
        KnownPreference(0, 2, Outcome.TIE, "judge"),
        KnownPreference(1, 2, Outcome.B, "judge"),
    )
    assert found.meta == {"model_name": "judge", "distilabel_metadata": {"raw_output": "x"}}


def test_without_ratings_the_model_name_is_of_the_generations():
    row = {"instruction": "Why?", "generations": ["a", "b"], "distilabel_metadata": {}}
    found = to_set(Row(1, row | {"model_name": "m"}))
    assert [(r.text, r.model) for r in found.responses] == [("a", "m"), ("b", "m")]
    assert found.preferences == ()


def test_older_names_and_a_system_prompt_are_read():
    row = {
        "system_prompt": "Be brief.",
        "input": "Why?",
        "generation": ["a", "b"],
        "model_names": ["m1", "m2"],
        "rating": [1.0, 5.0],
    }
    found = to_set(Row(1, row))
    assert found.messages == (Message("system", "Be brief."), Message("user", "Why?"))
    assert [r.model for r in found.responses] == ["m1", "m2"]
    assert found.preferences == (KnownPreference(0, 1, Outcome.B),)


def test_a_generation_or_rating_that_is_missing_leaves_the_others_in_place():
    row = RATED | {"generations": ["a", None, "c"], "ratings": [None, 1, "5"]}
    found = to_set(Row(1, row))
    assert [(r.text, r.model, r.score) for r in found.responses] == [
        ("a", "m1", None),
        ("c", "m3", 5.0),
    ]
    assert found.preferences == ()


def test_a_list_of_another_length_says_nothing_of_the_generations():
    found = to_set(Row(1, RATED | {"ratings": [4, 2], "generation_models": None}))
    assert [r.score for r in found.responses] == [None] * 3
    assert found.meta["ratings"] == [4, 2]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"generations": None}, "no list of generations"),
        ({"generations": ["a", True, "b"]}, "a response is not text"),
        ({"generations": ["a", "a", " "]}, "fewer than two distinct responses"),
        ({"instruction": None}, "the prompt is empty"),
    ],
)
def test_a_row_that_is_no_set_is_refused(change, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, RATED | change))
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (RATED, 1.0),
        ({"instruction": "p", "generations": ["a"], "distilabel_metadata": {}}, 1.0),
        ({"instruction": "p", "generations": ["a", "b"]}, 0.0),
        ({"generations": ["a", "b"], "ratings": [1, 2]}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
