from dataclasses import replace

import pytest

from real_desktop.gui.embedding_words import ONE_PRECISION, model_in_words, why_in_words
from real_desktop.session.model_state import ModelState

MODEL = ModelState("mini", "bfloat16", "window", 256, 1_500, 1_500, 1_500, 675)


def test_everything_that_is_known_is_said():
    failures = {"the vector is not finite": 18, "out of memory": 2}
    model = replace(MODEL, long_text="truncate", vectors=1_480, failures=failures)
    assert model_in_words(model) == [
        "By mini in bfloat16: 1,480 of 1,500 texts have a vector",
        "45 % of the texts are longer than its window of 256 tokens; the rest is cut off",
        "Failed: the vector is not finite (18), out of memory (2)",
    ]


@pytest.mark.parametrize(
    ("longer", "words"),
    [
        (0, "No text is longer"),
        (1, "Under 1 % of the texts are longer"),
        (1_499, "Over 99 % of the texts are longer"),
        (1_500, "100 % of the texts are longer"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(longer, words):
    assert model_in_words(replace(MODEL, longer=longer))[1].startswith(words)


def test_what_nobody_knows_of_imported_vectors_is_left_out():
    model = ModelState("theirs", "", "", 0, 9, 9)
    assert model_in_words(model) == ["By theirs: 9 vectors"]
    assert why_in_words(model) == ""


def test_vectors_without_a_length_say_only_what_becomes_of_long_texts():
    (_reach, said) = model_in_words(replace(MODEL, known=0, longer=0))
    assert said == "Of texts longer than its window all of each counts"


def test_a_model_that_is_chosen_and_has_not_embedded_says_so():
    assert model_in_words(ModelState("mpnet", "", "window"))[0] == "By mpnet: no vector yet"


def test_many_reasons_are_cut():
    model = replace(MODEL, vectors=1_490, failures={f"reason {n}": 5 - n for n in range(5)})
    assert model_in_words(model)[-1].endswith("reason 2 (3), other reasons")


def test_why_a_precision_was_taken_is_said_where_it_is_known():
    assert why_in_words(MODEL) == ONE_PRECISION
    measured = replace(MODEL, why="bfloat16 is 2.1 times as fast as float32 here")
    assert why_in_words(measured).startswith("bfloat16 is 2.1 times as fast as float32 here. All")
