from __future__ import annotations

import csv
import io
import json

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.arena_texts import matches, to_set
from real_desktop.formats.divergence import LATER_TURNS
from real_desktop.formats.rows import Row, RowError


def battle(asked, a, b, won="a", **others):
    texts = {"prompt": asked, "response_a": a, "response_b": b}
    wins = {f"winner_{n}": int(n.endswith(won)) for n in ("model_a", "model_b", "tie")}
    written = {name: json.dumps(value) for name, value in texts.items()}
    return {"id": 1, "model_a": "one", "model_b": "two"} | written | wins | others


@pytest.mark.parametrize(
    ("won", "outcome"), [("a", Outcome.A), ("b", Outcome.B), ("tie", Outcome.TIE)]
)
def test_a_table_of_battles_is_read_with_its_winners(file_of, read_all, won, outcome):
    rows = [battle(["Why, é?"], ['a "x"'], ["b\nb"], won), battle(["How?"], ["c"], [None])]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (one,), rejected = read_all(file_of(table.getvalue(), "train.csv"))
    assert one.messages == (Message("user", "Why, é?"),)
    assert [(r.text, r.model) for r in one.responses] == [('a "x"', "one"), ("b\nb", "two")]
    assert one.preferences == (KnownPreference(0, 1, outcome),)
    assert one.meta.keys() == {"id", "winner_model_a", "winner_model_b", "winner_tie"}
    assert [row.reason for row in rejected] == ["the response is empty"]


def test_of_several_turns_the_last_counts_only_after_equal_ones():
    found = to_set(Row(1, battle(["Why?", "And?"], ["a", "b"], ["a", "c"])))
    assert [m.content for m in found.messages] == ["Why?", "a", "And?"]
    assert len(found.preferences) == 1
    found = to_set(Row(1, battle(["Why?", "And?"], ["a", "b"], ["c", "b"])))
    assert ([m.content for m in found.messages], found.oddity) == (["Why?"], LATER_TURNS)
    assert found.preferences == ()


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (battle(["Why?"], ["a", "b"], ["c"]), "as many answers as questions were expected"),
        (battle(["Why?"], ["a"], ["a"]), "the two conversations are the same"),
        (battle(["Why?"], "a", ["b"]), "response_a is no list"),
        (battle([""], ["a"], ["b"]), "the prompt is empty"),
    ],
)
def test_a_row_that_is_no_battle_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, columns))
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (battle(["p"], ["a"], ["b"]), 1.0),
        (battle(["p"], ["a"], ["b"]) | {"prompt": "[1] is what?"}, 0.0),
        ({"prompt": "p", "response_a": "a", "response_b": "b", "model_a": "m"}, 0.0),
        ({"prompt": '["p"]', "response_a": '["a"]', "response_b": '["b"]'}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
