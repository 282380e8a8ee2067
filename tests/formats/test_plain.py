from __future__ import annotations

import pytest

from real_desktop.core.records import Message, RejectedRow, Response, ResponseSet
from real_desktop.formats.plain import PLAIN, matches, to_set
from real_desktop.formats.rows import Row, RowError

GOOD = {"prompt": "Why?", "responses": ["a", "b"]}


def test_a_row_becomes_a_set_and_keeps_what_is_unknown():
    columns = {
        "id": "p1",
        "prompt": "Why?",
        "responses": ["a", "b"],
        "models": ["m1", "m2"],
        "system": "Be brief.",
        "human_pairs": [{"i": 0, "j": 1}],
        "count": 10**30,
    }
    assert to_set(Row(7, columns)) == ResponseSet(
        7,
        (Message("system", "Be brief."), Message("user", "Why?")),
        (Response("a", "m1"), Response("b", "m2")),
        {"id": "p1", "human_pairs": [{"i": 0, "j": 1}], "count": 10**30},
    )


def test_a_prompt_that_messages_do_not_hold_is_kept():
    turn = {"role": "user", "content": "Why?", "at": "noon"}
    assert to_set(Row(1, GOOD | {"prompt": [turn]})).meta == {"prompt": [turn]}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"text": "x"}, "no prompt column; found: text"),
        ({"prompt": {}, "id": 1}, "no response column; found: prompt, id"),
        ({"prompt": "", "responses": ["a", "b"]}, "the prompt is empty"),
        ({"prompt": "p", "responses": ["a"]}, "fewer than two distinct responses"),
        ({"prompt": "p", "responses": ["a", " a", ""]}, "fewer than two distinct responses"),
        ({"prompt": "p", "responses": ["a", None]}, "fewer than two distinct responses"),
    ],
)
def test_a_row_that_is_no_set_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, columns))
    assert str(caught.value) == reason


def test_rejected_rows_pass_through_in_their_place():
    bad = RejectedRow(2, "not an object", "[]")
    results = list(PLAIN.read([Row(1, GOOD), bad, Row(3, {"a": "\n"}), Row(4, {}, "{ }")]))
    assert [r.row for r in results] == [1, 2, 3, 4]
    assert results[1] == bad
    assert results[2].excerpt == '{"a": "\\n"}'
    assert results[3].excerpt == "{ }"


@pytest.mark.parametrize(
    ("rows", "confidence"),
    [
        ([GOOD], 1.0),
        ([{"question": [], "answers": []}], 1.0),
        ([GOOD, {"prompt": "p", "responses": "a"}], 0.5),
        ([{"chosen": "a", "rejected": "b"}], 0.0),
        ([], 0.0),
    ],
)
def test_confidence_is_the_share_of_fitting_rows(rows, confidence):
    assert matches([Row(i, columns) for i, columns in enumerate(rows, 1)]) == confidence
