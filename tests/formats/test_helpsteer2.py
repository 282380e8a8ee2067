from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, RejectedRow, Response
from real_desktop.formats.extra_id_marks import marked_prompt
from real_desktop.formats.helpsteer2 import HELPSTEER2, matches
from real_desktop.formats.rows import Row, RowError


def row(text, helpfulness, prompt="What is tea?", **others):
    aspects = {"correctness": 3, "coherence": 4, "complexity": 1, "verbosity": 2}
    return {"prompt": prompt, "response": text, "helpfulness": helpfulness} | aspects | others


def results_of(*columns):
    rows = [Row(number, each) for number, each in enumerate(columns, 1)]
    return list(HELPSTEER2.read(rows))


def test_the_rows_of_a_prompt_are_one_set_and_helpfulness_is_the_score():
    first, second = results_of(
        row("A drink.", 4), row("A leaf.", 1), row("a", 2, "Why?"), row("b", 2, "Why?")
    )
    assert first.messages == (Message("user", "What is tea?"),)
    assert first.responses[0] == Response(
        "A drink.",
        score=4.0,
        meta={"helpfulness": 4, "correctness": 3, "coherence": 4, "complexity": 1, "verbosity": 2},
    )
    assert first.preferences == (KnownPreference(0, 1, Outcome.A),)
    assert second.preferences == (KnownPreference(0, 1, Outcome.TIE),)
    assert (first.row, second.row, first.meta) == (1, 3, {})


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("Hi", [("user", "Hi")]),
        (
            "Hi\n<extra_id_1>Assistant\nHello.\n\n<extra_id_1>User\nWhy?\n",
            [("user", "Hi"), ("assistant", "Hello.\n"), ("user", "Why?\n")],
        ),
        (
            "<extra_id_0>System\nBe brief.\n<extra_id_1>User\nWhy?\n<extra_id_1>Assistant\n",
            [("system", "Be brief."), ("user", "Why?")],
        ),
        ("Say <extra_id_1>", [("user", "Say <extra_id_1>")]),
    ],
)
def test_marks_part_the_turns(text, turns):
    assert marked_prompt(text) == tuple(Message(*turn) for turn in turns)


@pytest.mark.parametrize("text", ["", " ", None, "Hi\n<extra_id_1>Assistant\nHello."])
def test_a_prompt_that_cannot_be_answered_is_refused(text):
    with pytest.raises(RowError):
        marked_prompt(text)


def test_bad_rows_are_rejected_and_the_others_come_through():
    results = results_of(row("a", 1), row(None, 1), row("b", "high"), row("c", 1, ""))
    assert [(one.row, one.reason) for one in results if isinstance(one, RejectedRow)] == [
        (2, "a response is not text"),
        (4, "the prompt is empty"),
    ]
    assert [response.score for response in results[-1].responses] == [1.0, None]
    assert results[-1].preferences == ()


def test_the_aspects_are_the_sign():
    assert matches([Row(1, row("a", 1))]) == 1.0
    assert matches([Row(1, {"prompt": "a", "response": "b", "helpfulness": 1})]) == 0.0
