from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, RejectedRow
from real_desktop.formats.rows import Row
from real_desktop.formats.shp import SHP, matches
from real_desktop.formats.surveying import survey

COMMENTS = {
    "c1": ("Boil it.", 340, 1636822112),
    "c2": ("Bake it.", 166, 1636822110),
    "c3": ("Eat it raw.", 12, 1636822119),
}


def row(a, b, labels, post="p1", **others):
    columns = {
        "post_id": post, "domain": "askculinary_train", "upvote_ratio": 0.98,
        "history": f"What of the cabbage of {post}?", "labels": labels,
        "seconds_difference": 2.0, "score_ratio": 2.5,
    }  # fmt: skip
    for side, name in (("A", a), ("B", b)):
        text, score, at = COMMENTS[name]
        columns |= {
            f"c_root_id_{side}": name, f"created_at_utc_{side}": at, f"score_{side}": score,
            f"human_ref_{side}": text,
        }  # fmt: skip
    return columns | others


def results_of(*columns):
    rows = [Row(number, each) for number, each in enumerate(columns, 1)]
    return [result for result in SHP.read(rows) if result is not None]


def test_the_rows_of_a_post_are_one_set_wherever_they_stand():
    first, second = results_of(
        row("c1", "c2", 1), row("c1", "c3", 1, "p2"), row("c2", "c3", 1), row("c3", "c1", 0)
    )
    assert first.messages == (Message("user", "What of the cabbage of p1?"),)
    assert [(one.text, one.score) for one in first.responses] == [
        ("Boil it.", 340.0), ("Bake it.", 166.0), ("Eat it raw.", 12.0),
    ]  # fmt: skip
    assert first.preferences == (
        KnownPreference(0, 1, Outcome.A),
        KnownPreference(1, 2, Outcome.A),
        KnownPreference(2, 0, Outcome.B),
    )
    assert first.responses[0].meta == {"c_root_id": "c1", "created_at_utc": 1636822112}
    assert {name: first.meta[name] for name in ("post_id", "domain", "upvote_ratio")} == {
        "post_id": "p1", "domain": "askculinary_train", "upvote_ratio": 0.98,
    }  # fmt: skip
    assert first.meta["pairs"][1] == {
        "a": 1, "b": 2, "labels": 1, "score_ratio": 2.5, "seconds_difference": 2.0,
    }  # fmt: skip
    assert (first.row, second.row, len(second.responses)) == (1, 2, 2)


def test_without_ids_the_texts_say_what_is_the_same():
    rows = [row("c1", "c2", 1), row("c2", "c3", 0)]
    bare = [
        {name: value for name, value in each.items() if name != "post_id" and "root" not in name}
        for each in rows
    ]
    (one,) = results_of(*bare)
    assert len(one.responses) == 3
    assert [(known.a, known.b) for known in one.preferences] == [(0, 1), (1, 2)]


@pytest.mark.parametrize("label", [None, 2, True, "1", 0.5])
def test_a_label_of_another_kind_says_nothing(label):
    (one,) = results_of(row("c1", "c2", label))
    assert one.preferences == ()
    assert one.meta["pairs"][0]["labels"] == label


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"human_ref_A": None}, "a response is not text"),
        ({"human_ref_B": True}, "a response is not text"),
        ({"history": " "}, "the prompt is empty"),
        ({"history": None}, "no post in the column history; found: post_id, domain"),
        ({"human_ref_A": "Bake it."}, "fewer than two distinct responses"),
        ({"human_ref_A": "", "human_ref_B": ""}, "fewer than two distinct responses"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_come_through(changes, reason):
    good, bad = row("c1", "c2", 1), row("c1", "c2", 1, "p2", **changes)
    results = results_of(bad, good)
    (rejected,) = [result for result in results if isinstance(result, RejectedRow)]
    assert rejected.row == 1
    assert rejected.reason.startswith(reason)
    assert len(results) == 2


def test_the_names_of_the_columns_are_the_sign(file_of):
    assert matches([Row(1, row("c1", "c2", 1))]) == 1.0
    assert matches([Row(1, {"history": "a", "response_a": "b", "response_b": "c"})]) == 0.0
    found = survey(file_of([row("c1", "c2", 1)], "train.json"))
    assert (found.formats, found.tally.preferences, found.tally.sets) == ("shp", 1, 1)
    assert found.tally.first_sets[0].responses[0].score == 340.0
