from __future__ import annotations

import pickle
from itertools import permutations

import pytest

from real_desktop.core.records import Message, RejectedRow, Response, ResponseSet
from real_desktop.formats.columns import LONG_RESPONSES, MODEL_NAMES
from real_desktop.formats.long import matches, read
from real_desktop.formats.rows import ROWS_A_STEP, Row


def results_of(*rows):
    numbered = [Row(i, columns) for i, columns in enumerate(rows, 1)]
    return [result for result in read(numbered) if result is not None]


def texts_of(*rows):
    """The texts of each set, by its prompt."""
    sets = [one for one in results_of(*rows) if isinstance(one, ResponseSet)]
    return {one.messages[-1].content: [r.text for r in one.responses] for one in sets}


def one(prompt, response, **others):
    return {"prompt": prompt, "response": response} | others


@pytest.mark.parametrize("name", LONG_RESPONSES)
def test_rows_of_one_prompt_are_a_set(name):
    rows = [{"question": "p", name: text} for text in ("b ", "a")]
    assert results_of(*rows) == [
        ResponseSet(1, (Message("user", "p"),), (Response("b "), Response("a")))
    ]


def test_rows_need_not_be_adjacent():
    rows = [one("p", "1"), one("q", "2"), one("p", "3"), one("q", "4")]
    for order in permutations(rows):
        found = texts_of(*order)
        assert list(found) == list(dict.fromkeys(row["prompt"] for row in order))
        assert {prompt: sorted(texts) for prompt, texts in found.items()} == {
            "p": ["1", "3"],
            "q": ["2", "4"],
        }


@pytest.mark.parametrize("model", MODEL_NAMES)
@pytest.mark.parametrize("score", ["score", "rating"])
def test_each_row_has_its_model_and_score(model, score):
    rows = [one("p", "a", **{model: "m1", score: "0.5"}), one("p", "b", **{model: None, score: 2})]
    (found,) = results_of(*rows)
    assert found.responses[0] == Response("a", "m1", 0.5)
    assert found.responses[1] == Response("b", None, 2.0, {model: None})


def test_what_all_rows_say_goes_to_the_set_and_the_rest_to_the_response():
    rows = [
        one("p", "a", prompt_id="q1", domain="x", rank=1, label="good"),
        one("p", "b", prompt_id="q1", domain="x", rank=2),
        one("p", "c", prompt_id="q1", domain="x", rank=True),
    ]
    (found,) = results_of(*rows)
    assert found.meta == {"prompt_id": "q1", "domain": "x"}
    assert [r.meta for r in found.responses] == [
        {"rank": 1, "label": "good"},
        {"rank": 2},
        {"rank": True},
    ]


@pytest.mark.parametrize("name", ["prompt_id", "question_id", "id", "uid", "custom_id", "doc_id"])
def test_a_row_without_a_prompt_has_that_of_its_id(name):
    rows = [
        one(None, "0", **{name: 2}),
        one("p", "a", **{name: 1}),
        one("q", "b", **{name: 2}),
        one("", "c", **{name: "1"}),
        {"response": "d", name: 2},
    ]
    assert texts_of(*rows) == {"q": ["0", "b", "d"], "p": ["a", "c"]}


def test_rows_without_a_prompt_are_read_as_often_however_many_share_an_id(monkeypatch):
    loads, read_back = pickle.loads, []
    monkeypatch.setattr(pickle, "loads", lambda stored: read_back.append(1) or loads(stored))
    rows = [one("p" if i % 2 else None, str(i), prompt_id="1") for i in range(600)]
    (found,) = results_of(*rows)
    assert len(found.responses) == 600
    assert len(read_back) < 4 * len(rows)


@pytest.mark.parametrize("name", ["prompt_id", "id", "uid"])
@pytest.mark.parametrize(
    "ids", [[1, 2, 3, 4], [1, 2, 3, 3], ["ada", "bob", "ada", "bob"], [None] * 4, [[1]] * 4]
)
def test_rows_of_one_prompt_are_one_set_whatever_their_ids(name, ids):
    rows = [one(p, p + str(i), **{name: ids[i]}) for i, p in enumerate("ppqq")]
    assert texts_of(*rows) == {"p": ["p0", "p1"], "q": ["q2", "q3"]}


@pytest.mark.parametrize(
    "ids", [{"uid": "ada"}, {"id": True}, {"prompt_id": [1]}, {"prompt_id": "other"}, {}]
)
def test_an_id_that_names_no_prompt_gives_none(ids):
    rows = [one("p", "a", uid="ada", id=True), one("p", "b"), one("q", "c", uid="ada")]
    bad, *_sets = results_of(*rows, one(None, "d", **ids))
    assert (bad.row, bad.reason) == (4, "the prompt is empty")


def test_prompts_must_be_equal_to_the_letter():
    assert texts_of(one("p", "a"), one("p ", "b"), one("p", "c")) == {"p": ["a", "c"]}


def test_a_set_of_fewer_than_two_is_rejected_by_its_first_row():
    rows = [one("p", "a"), one("q", "b"), one("p", " a\n"), one("q", "c"), one("p", "")]
    bad, good = results_of(*rows)
    assert bad == RejectedRow(
        1, "fewer than two distinct responses", '{"prompt": "p", "response": "a"}'
    )
    assert good.row == 2


def test_every_response_is_kept():
    assert texts_of(one("p", "a"), one("p", "a"), one("p", "b"), one("p", "")) == {
        "p": ["a", "a", "b", ""]
    }


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"response": "a"}, "no prompt column; found: response"),
        ({"prompt": "p"}, "no response column; found: prompt"),
        (one("", "a"), "the prompt is empty"),
        (one(None, "a"), "the prompt is empty"),
        (one("", "a", prompt_id="alone"), "the prompt is empty"),
        (one("p", None), "the response is empty"),
        (one("p", True), "a response is not text"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_alone(columns, reason):
    rows = [one("p", "a"), columns, one("p", "b")]
    results = results_of(*rows)
    assert {type(result) for result in results} == {RejectedRow, ResponseSet}
    (bad,) = [result for result in results if isinstance(result, RejectedRow)]
    assert (bad.row, bad.reason) == (2, reason)


def test_rejected_rows_pass_through_at_once():
    bad = RejectedRow(1, "not an object", "[]")
    reading = read([bad, Row(2, one("p", "a")), Row(3, one("p", "b"))])
    assert next(reading) == bad
    assert isinstance(next(reading), ResponseSet)


def test_it_can_be_stopped_while_it_gathers():
    taken = []

    def rows():
        for number in range(1, 10 * ROWS_A_STEP):
            taken.append(number)
            yield Row(number, one("p", str(number)))

    reading = read(rows())
    assert next(reading) is None
    assert len(taken) == ROWS_A_STEP


@pytest.mark.parametrize(
    ("rows", "confidence"),
    [
        ([one("p", "a")], 1.0),
        ([{"instruction": "p", "output": "a", "generator": "m"}], 1.0),
        ([one("p", "a"), one("p", None)], 0.5),
        ([one("p", "a", responses=["a", "b"])], 0.0),
        ([one("p", "a", response_1="a", response_2="b")], 0.0),
        ([{"prompt": "p", "generation": ["a", "b"]}], 0.0),
        ([{"text": "a"}], 0.0),
        ([], 0.0),
    ],
)
def test_confidence_is_the_share_of_fitting_rows(rows, confidence):
    assert matches([Row(i, columns) for i, columns in enumerate(rows, 1)]) == confidence
