from __future__ import annotations

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.naming import Naming, renamed
from real_desktop.formats.reading import read
from real_desktop.formats.rows import Row
from real_desktop.formats.surveying import survey


def results_of(naming, *rows):
    numbered = [Row(i, columns) for i, columns in enumerate(rows, 1)]
    results = renamed(naming, iter(numbered), numbered, "x.csv")
    return [row if isinstance(row, RejectedRow) else row.columns for row in results]


def test_without_names_nothing_changes():
    rows = iter([Row(1, {"a": 1})])
    assert renamed(Naming(), rows, [], "x.csv") is rows


def test_named_columns_get_the_usual_names():
    naming = Naming("ask", ("x", "y"))
    (found,) = results_of(naming, {"y": "b", "ask": "p", "x": "a", "z": 1})
    assert found == {"prompt": "p", "responses": ["a", "b"], "z": 1}


def test_a_column_that_had_the_usual_name_is_kept_beside():
    (found,) = results_of(Naming("ask", ("x",)), {"prompt": "old", "ask": "p", "x": "a"})
    assert found == {"prompt": "p", "response": "a", "prompt (not used)": "old"}
    (found,) = results_of(Naming("prompt"), {"prompt": "p", "x": "a"})
    assert found == {"prompt": "p", "x": "a"}


@pytest.mark.parametrize("value", [["a", "b"], '["a", "b"]', "['a', 'b']"])
def test_one_column_may_hold_lists(value):
    assert results_of(Naming(None, ("x",)), {"x": value}) == [{"responses": ["a", "b"]}]


def test_one_column_of_texts_is_long_though_some_look_like_lists():
    rows = [{"x": '["a"]'}, {"x": "b"}]
    assert results_of(Naming(None, ("x",)), *rows) == [{"response": '["a"]'}, {"response": "b"}]


@pytest.mark.parametrize(
    ("naming", "bad", "reason"),
    [
        (Naming("ask"), {"instruction": "q", "x": 1}, "no column ask; found: instruction, x"),
        (Naming("ask"), {"instruction": "q", "ask": None}, "the prompt is empty"),
        (Naming(None, ("x",)), {"text": "a", "x": None}, "the response is empty"),
        (Naming(None, ("many",)), {"answers": ["a"], "many": "b"}, "the responses are not a list"),
    ],
)
def test_no_other_column_stands_in_for_a_named_one(naming, bad, reason):
    good = Row(1, {"ask": "p", "x": "a", "many": ["a", "b"]})
    _first, second = renamed(naming, iter([good, Row(2, bad)]), [good], "x.csv")
    assert (second.row, second.reason) == (2, reason)


def test_a_column_that_no_row_has_is_refused():
    with pytest.raises(UserError) as caught:
        results_of(Naming("p", ("ghost",)), {"p": 1, "a": 2}, {"b": 3})
    assert str(caught.value) == "x.csv: no column ghost; found: p, a, b"


def test_a_file_is_read_by_the_names(file_of):
    path = file_of("frage;eins;zwei;antwort\np;a;b;c\np;d;e;f\n")
    wide, other = read(path, naming=Naming("frage", ("eins", "zwei")))
    assert [r.text for r in wide.responses] == ["a", "b"]
    assert wide.meta == other.meta | {"antwort": "c"}
    (long,) = read(path, naming=Naming("frage", ("antwort",)))
    assert [r.text for r in long.responses] == ["c", "f"]
    assert survey(path, naming=Naming("frage", ("antwort",))).formats == "long"


def test_a_named_column_goes_before_a_family(file_of):
    path = file_of("prompt,response_1,response_2,mine\np,a,b,c\np,d,e,f\n")
    (found,) = read(path, naming=Naming(None, ("mine",)))
    assert [r.text for r in found.responses] == ["c", "f"]
