from __future__ import annotations

from itertools import permutations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, Response
from real_desktop.formats import alpaca_annotations, alpaca_outputs
from real_desktop.formats.rows import Row, RowError
from real_desktop.formats.sources import recognise


def outputs(model, *texts, **others):
    asked = ["Name a river.", "Name a lake."]
    return [
        {"instruction": prompt, "dataset": "helpful_base", "output": text, "generator": model}
        | others
        for prompt, text in zip(asked, texts, strict=False)
    ]


ANNOTATION = {
    "instruction": "Name a river.",
    "output_1": "Rhine",
    "generator_1": "one",
    "output_2": "Nile",
    "generator_2": "two",
    "dataset": "helpful_base",
    "annotator": "judge",
    "preference": 1.0,
    "raw_completion": "x",
}


@pytest.fixture
def folders(tmp_path, file_of):
    """A file of outputs for each model, in a folder of its name."""

    def write(**models):
        paths = []
        for model, rows in models.items():
            (tmp_path / model).mkdir()
            paths.append(file_of(rows, f"{model}/model_outputs.json"))
        return paths

    return write


def test_outputs_of_several_models_meet_by_their_instruction(folders, read_all):
    files = folders(one=outputs("one", "Rhine", "Como"), two=outputs("two", "Nile", "Geneva"))
    for order in permutations(files):
        sets, rejected = read_all(*order)
        assert not rejected
        assert {
            one.messages[0].content: sorted((r.text, r.model) for r in one.responses)
            for one in sets
        } == {
            "Name a river.": [("Nile", "two"), ("Rhine", "one")],
            "Name a lake.": [("Como", "one"), ("Geneva", "two")],
        }
        assert all(order[r.file].parent.name == r.model for one in sets for r in one.responses)
        assert sets[0].responses[0].meta == {"dataset": "helpful_base"}


def test_the_folder_is_the_model_where_no_generator_is_named(folders, read_all):
    (one,), _rejected = read_all(*folders(a=outputs(None, "Rhine"), b=outputs(None, "Nile")))
    assert [(r.text, r.model) for r in one.responses] == [("Rhine", "a"), ("Nile", "b")]


def test_an_input_belongs_to_the_instruction(folders, read_all):
    rows = [outputs(name, text, input="In Asia.")[0] for name, text in (("a", "x"), ("b", "y"))]
    (one,), _rejected = read_all(*folders(a=rows[:1], b=rows[1:]))
    assert one.messages == (Message("user", "Name a river.\n\nIn Asia."),)


def test_one_model_alone_says_what_is_missing(folders, refused):
    assert refused(*folders(one=outputs("one", "Rhine", "Como"))) == {
        0: "model_outputs.json: holds the outputs of one model (AlpacaEval); open it together with"
        " the model_outputs.json of a second model, or import it into a project that has its"
        " prompts"
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"output": None}, "the response is empty"),
        ({"output": ""}, "the response is empty"),
        ({"output": ["x"]}, "a response is not text"),
        ({"instruction": None}, "the prompt is empty"),
    ],
)
def test_a_bad_output_is_rejected_and_the_others_come_through(folders, read_all, change, reason):
    bad = outputs("one", "Rhine", "Como")[1] | change
    files = folders(one=[*outputs("one", "Rhine"), bad], two=outputs("two", "Nile"))
    sets, rejected = read_all(*files)
    assert len(sets) == 1
    assert [(row.file, row.row, row.reason) for row in rejected] == [(0, 2, reason)]


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (1, Outcome.A),
        (1.2, Outcome.A),
        (2.0, Outcome.B),
        ("1.75", Outcome.B),
        (1.5, Outcome.TIE),
        (0, Outcome.TIE),
    ],
)
def test_an_annotation_is_a_preference_of_its_annotator(value, outcome):
    found = alpaca_annotations.to_set(Row(1, ANNOTATION | {"preference": value}))
    assert found.responses == (Response("Rhine", "one"), Response("Nile", "two"))
    assert found.preferences == (KnownPreference(0, 1, outcome, "judge"),)
    kept = ("dataset", "annotator", "preference", "raw_completion")
    assert found.meta == {name: (ANNOTATION | {"preference": value})[name] for name in kept}


@pytest.mark.parametrize("value", [None, 3, -1, 0.5, True])
def test_what_is_no_preference_is_kept_beside_the_set(value):
    found = alpaca_annotations.to_set(Row(1, ANNOTATION | {"preference": value}))
    assert (found.preferences, found.meta["preference"]) == ((), value)


def test_an_annotation_of_equal_outputs_is_no_set():
    with pytest.raises(RowError, match="fewer than two"):
        alpaca_annotations.to_set(Row(1, ANNOTATION | {"output_2": "Rhine"}))


def test_both_are_recognised(file_of):
    assert recognise(file_of(outputs("m", "a"), "1")).reader.name == "alpaca-eval"
    assert recognise(file_of([ANNOTATION], "2")).reader.name == "alpaca-annotations"
    plain = {"instruction": "p", "output": "r"}
    assert alpaca_outputs.matches([Row(1, plain)]) == 0.0
    assert alpaca_annotations.matches([Row(1, plain)]) == 0.0
