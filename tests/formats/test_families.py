from __future__ import annotations

import pytest

from real_desktop.formats.families import family_of


@pytest.mark.parametrize(
    "names",
    [
        ["response_1", "response_2", "response_3"],
        ["response1", "response2"],
        ["response_0", "response_1"],
        ["response_1", "response_3"],
        ["response_a", "response_b"],
        ["response_A", "response_B"],
        ["output_1", "output_2"],
        ["answer_a", "answer_b"],
        ["answer1", "answer2"],
        ["completion_a", "completion_b", "completion_c"],
        ["completion_1", "completion_2"],
        ["generation_1", "generation_2"],
        ["candidate_1", "candidate_2"],
        ["text1", "text2"],
        ["model_a_response", "model_b_response"],
        ["model_1_output", "model_2_output"],
        [f"response_{i}" for i in range(1, 13)],
    ],
)
def test_every_family_is_known_in_its_order(names):
    found = family_of(["prompt", *reversed(names), "label"])
    assert list(found.columns) == names


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["response"],
        ["response_1"],
        ["response", "response_1"],
        ["response_1", "output_1"],
        ["response_1", "response_a"],
        ["responsea", "responseb"],
        ["response_one", "response_two"],
        ["response_1_score", "response_2_score"],
        ["model_a", "model_b"],
        ["prompt_1", "prompt_2"],
        ["chosen", "rejected"],
    ],
)
def test_two_columns_of_one_kind_make_a_family(names):
    assert family_of(names) is None


def test_the_largest_family_is_taken():
    names = ["text_1", "text_2", "response_a", "response_b", "answer_1", "answer_2", "answer_3"]
    assert family_of(names).columns == ("answer_1", "answer_2", "answer_3")
    assert family_of(names[:4]).columns == ("response_a", "response_b")


@pytest.mark.parametrize(
    ("names", "models"),
    [
        (["response_1", "response_2"], ["model_1", "model_2"]),
        (["response1", "response2"], ["model1", "model2"]),
        (["response_1", "response_2"], ["generator_1", "generator_2"]),
        (["response_a", "response_b"], ["model_a", "model_b"]),
        (["response_a", "response_b"], ["model_name_a", "model_name_b"]),
        (["response_1", "response_2"], ["response_1_model", "response_2_model"]),
        (["model_a_response", "model_b_response"], ["model_a", "model_b"]),
        (["response_1", "response_2"], ["model_1", None]),
    ],
)
def test_models_stand_beside_their_responses(names, models):
    columns = [*names, *[name for name in models if name], "model", "score_9"]
    family = family_of(columns)
    assert family.columns == tuple(names)
    assert family.model_columns(columns) == tuple(models)
    assert family.score_columns(columns) == (None, None)


@pytest.mark.parametrize(
    "scores", [["score_1", "score_2"], ["rating_1", "rating_2"], ["response_1_score", None]]
)
def test_scores_stand_beside_their_responses(scores):
    columns = ["response_1", "response_2", *[name for name in scores if name]]
    assert family_of(columns).score_columns(columns) == tuple(scores)
