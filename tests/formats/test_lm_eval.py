from __future__ import annotations

from itertools import permutations

import pytest

from real_desktop.core.records import Message
from real_desktop.formats.lm_eval import matches
from real_desktop.formats.rows import Row

UNTIL = {"until": ["\n\n"], "do_sample": False}


def sample(number, text, **others):
    return {
        "doc_id": number,
        "doc": {"question": f"Q{number}"},
        "target": "42",
        "arguments": {"gen_args_0": {"arg_0": f"Question {number}:", "arg_1": UNTIL}},
        "resps": [[text]],
        "filtered_resps": [text],
        "filter": "strict-match",
        "doc_hash": f"d{number}",
        "exact_match": 0.0,
    } | others


@pytest.fixture
def runs(tmp_path, file_of):
    """A file of samples for each model, in a folder of its name."""

    def write(**models):
        paths = []
        for model, rows in models.items():
            (tmp_path / model).mkdir()
            paths.append(file_of(rows, f"{model}/samples_gsm8k_2025.jsonl"))
        return paths

    return write


def test_samples_of_several_models_meet_by_their_prompt(runs, read_all):
    files = runs(one=[sample(1, "a"), sample(2, "b")], two=[sample(2, "c"), sample(1, "d")])
    for order in permutations(files):
        sets, rejected = read_all(*order)
        assert not rejected
        assert {one.messages: sorted((r.text, r.model) for r in one.responses) for one in sets} == {
            (Message("user", "Question 1:"),): [("a", "one"), ("d", "two")],
            (Message("user", "Question 2:"),): [("b", "one"), ("c", "two")],
        }


def test_what_a_sample_says_is_kept(runs, read_all):
    files = runs(one=[sample(1, "a", exact_match=1.0)], two=[sample(1, "b")])
    (one,), _rejected = read_all(*files)
    shared = {"doc_id": 1, "doc": {"question": "Q1"}, "target": "42", "doc_hash": "d1"}
    assert one.meta == shared | {"arguments": UNTIL}
    assert [r.meta for r in one.responses] == [{"exact_match": 1.0}, {"exact_match": 0.0}]


def test_a_sample_counts_once_whatever_the_filters(runs, read_all):
    rows = [sample(1, "a"), sample(1, "a", filter="flexible-extract", filtered_resps=["x"])]
    (one,), rejected = read_all(*runs(one=rows, two=[sample(1, "b"), sample(1, "b", filter="y")]))
    assert ([r.text for r in one.responses], rejected) == (["a", "b"], [])


def test_repeats_are_several_responses(runs, read_all):
    (one,), _rejected = read_all(*runs(one=[sample(1, "", resps=[["a", "b"], ["c"]])]))
    assert [(r.text, r.model) for r in one.responses] == [("a", "one"), ("b", "one"), ("c", "one")]


def test_older_arguments_and_chats_are_read(runs, read_all):
    chat = '[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}]'
    rows = [sample(1, "a", arguments=[[chat, UNTIL]]), sample(2, "b", arguments=[["Q", UNTIL]])]
    others = [{**row, "resps": [["z"]]} for row in rows]
    sets, _rejected = read_all(*runs(one=rows, two=others))
    assert [one.messages for one in sets] == [
        (Message("system", "Be brief."), Message("user", "Why?")),
        (Message("user", "Q"),),
    ]


CHOICES = "a task of choices: the model rated texts and wrote none"
TWO = {"gen_args_0": {"arg_0": "p", "arg_1": " a"}, "gen_args_1": {"arg_0": "p", "arg_1": " b"}}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"arguments": TWO}, CHOICES),
        ({"resps": [[[-1.5, False]]]}, CHOICES),
        ({"resps": []}, "the response is empty"),
        ({"resps": [[None]]}, "the response is empty"),
        ({"resps": "x"}, "the response is empty"),
        ({"arguments": {}}, "no prompt in its arguments"),
        ({"arguments": [[None, UNTIL]]}, "the prompt in its arguments is not text"),
        ({"arguments": [["", UNTIL]]}, "the prompt is empty"),
    ],
)
def test_a_bad_sample_is_rejected_and_the_others_come_through(runs, read_all, change, reason):
    bad = sample(2, "x") | change
    sets, rejected = read_all(*runs(one=[sample(1, "a"), bad], two=[sample(1, "b")]))
    assert len(sets) == 1
    assert [(row.row, row.reason) for row in rejected] == [(2, reason)]


def test_one_model_alone_says_what_is_missing(runs, refused):
    assert refused(*runs(one=[sample(1, "a")])) == {
        0: "samples_gsm8k_2025.jsonl: holds the answers of one model (lm-eval); open it together"
        " with the samples of a second model, or import it into a project that has its prompts"
    }


def test_confidence():
    assert matches([Row(1, sample(1, "a"))]) == 1.0
    assert matches([Row(1, {"prompt": "p", "resps": ["a"]})]) == 0.0
