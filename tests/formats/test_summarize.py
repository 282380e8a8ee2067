from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Outcome, Response
from real_desktop.formats.rows import Row, RowError
from real_desktop.formats.summarize import NO_POST, matches, to_set

ROW = {
    "info": {"id": "t3", "post": "My cat sleeps.", "title": "Cats", "subreddit": "pets"},
    "summaries": [
        {"text": " A cat sleeps.", "policy": "sup4", "note": "short"},
        {"text": " Cats.", "policy": "ref"},
    ],
    "choice": 0,
    "worker": "w7",
    "batch": "batch9",
    "extra": {"confidence": 8},
}


def test_a_post_is_asked_about_as_the_models_saw_it():
    one = to_set(Row(1, ROW))
    assert one.messages[0].content == (
        "SUBREDDIT: r/pets\n\nTITLE: Cats\n\nPOST: My cat sleeps.\n\nTL;DR:"
    )
    assert one.responses == (
        Response(" A cat sleeps.", "sup4", None, {"note": "short"}),
        Response(" Cats.", "ref"),
    )
    assert one.preferences == (KnownPreference(0, 1, Outcome.A, "w7"),)
    assert one.meta == {
        "info": {"id": "t3", "subreddit": "pets"}, "choice": 0, "worker": "w7",
        "batch": "batch9", "extra": {"confidence": 8},
    }  # fmt: skip


def test_a_news_article_has_no_heads():
    one = to_set(Row(1, ROW | {"info": {"article": "It rains.", "site": "news"}}))
    assert one.messages[0].content == "It rains.\n\nTL;DR:"


@pytest.mark.parametrize("choice", [None, 2, True, "1"])
def test_a_choice_of_another_kind_says_nothing(choice):
    assert to_set(Row(1, ROW | {"choice": choice})).preferences == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"info": {}}, NO_POST),
        ({"info": None}, NO_POST),
        ({"info": {"post": " "}}, NO_POST),
        ({"summaries": None}, "a response is not text"),
        ({"summaries": [{"text": True}, {"text": "a"}]}, "a response is not text"),
        ({"summaries": ROW["summaries"][:1]}, "fewer than two distinct responses"),
    ],
)
def test_what_is_no_comparison_is_refused(changes, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, ROW | changes))
    assert str(caught.value) == reason


def test_a_post_summaries_and_a_choice_are_the_sign():
    assert matches([Row(1, ROW)]) == 1.0
    assert matches([Row(1, {name: ROW[name] for name in ("info", "summaries")})]) == 0.0
