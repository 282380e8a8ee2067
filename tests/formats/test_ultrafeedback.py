from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.rows import AloneError, Row, RowError
from real_desktop.formats.ultrafeedback import matches, to_set


def completion(model, text, *ratings, **others):
    aspects = ("helpfulness", "honesty", "truthfulness", "instruction_following")
    annotations = {
        aspect: {"Rating": rating, "Rationale": "So it is."}
        for aspect, rating in zip(aspects, ratings, strict=False)
    }
    one = {"model": model, "principle": "honesty", "custom_system_prompt": "Be honest."}
    return one | {"response": text, "annotations": annotations} | others


ROW = {
    "source": "sharegpt",
    "instruction": "Why is the sky blue?",
    "models": ["m1", "m2", "m3"],
    "correct_answers": ["None"],
    "completions": [
        completion("m1", "Light scatters.", "5", "4"),
        completion("m2", "It is painted.", "1", "N/A"),
        completion("m3", "Nobody knows.", "N/A"),
    ],
}


def test_the_mean_of_the_ratings_is_the_score():
    one = to_set(Row(2, ROW))
    assert one.messages == (Message("user", "Why is the sky blue?"),)
    assert [(r.text, r.model, r.score) for r in one.responses] == [
        ("Light scatters.", "m1", 4.5),
        ("It is painted.", "m2", 1.0),
        ("Nobody knows.", "m3", None),
    ]
    assert one.preferences == (KnownPreference(0, 1, Outcome.A),)
    assert one.meta == {"source": "sharegpt", "correct_answers": ["None"]}
    kept = one.responses[0].meta
    assert (kept["custom_system_prompt"], kept["principle"]) == ("Be honest.", "honesty")
    assert kept["annotations"] == ROW["completions"][0]["annotations"]


def test_an_overall_score_goes_before_the_ratings():
    completions = [
        completion("m1", "a", "5", overall_score=2.5),
        completion("m2", "b", "1", overall_score="7.5"),
        completion("m3", "c", "2.5"),
    ]
    one = to_set(Row(1, ROW | {"completions": completions}))
    assert [response.score for response in one.responses] == [2.5, 7.5, 2.5]
    assert [known.outcome for known in one.preferences] == [Outcome.B, Outcome.TIE, Outcome.A]


def test_other_models_than_those_of_the_completions_are_kept():
    assert to_set(Row(1, ROW | {"models": ["m1"]})).meta["models"] == ["m1"]


@pytest.mark.parametrize(
    ("changes", "reason", "kind"),
    [
        ({"completions": ROW["completions"][:1]}, "fewer than two distinct responses", AloneError),
        ({"completions": []}, "fewer than two distinct responses", RowError),
        ({"instruction": ""}, "the prompt is empty", RowError),
        ({"completions": "a"}, "the responses are not a list", RowError),
        ({"completions": [completion("m", True, "5")]}, "a response is not text", RowError),
    ],
)
def test_what_is_no_set_is_refused(changes, reason, kind):
    with pytest.raises(kind) as caught:
        to_set(Row(1, ROW | changes))
    assert str(caught.value) == reason


def test_annotations_are_the_sign():
    assert matches([Row(1, ROW)]) == 1.0
    assert matches([Row(1, {"instruction": "a", "completions": ["b", "c"]})]) == 0.0
    assert matches([Row(1, {"instruction": "a", "completions": [{"response": "b"}]})]) == 0.0
