from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, Response
from real_desktop.formats.helpsteer_preferences import matches, to_set
from real_desktop.formats.rows import Row, RowError

THIRD = {
    "domain": "general",
    "language": "english",
    "context": [{"role": "user", "content": "Why?"}],
    "response1": "Because.",
    "response2": "No.",
    "overall_preference": -2,
    "individual_preference": [
        {"score": -3, "reasoning": "It answers.", "feedback1": "good"},
        {"score": 0, "reasoning": "Both are short."},
        {"reasoning": "unsure"},
    ],
}
SECOND = {
    "split": "train",
    "prompt": "Hi\n<extra_id_1>Assistant\nHello.\n<extra_id_1>User\nWhy?",
    "response_1": "Because.",
    "response_2": "No.",
    "preference_strength": 1,
    "preference_statement": "The second is brief.",
}


def test_a_number_below_zero_is_for_the_first():
    one = to_set(Row(1, THIRD))
    assert one.messages == (Message("user", "Why?"),)
    assert one.responses == (Response("Because."), Response("No."))
    assert one.preferences == (
        KnownPreference(0, 1, Outcome.A, None, 2),
        KnownPreference(0, 1, Outcome.A, "annotator 1", 3),
        KnownPreference(0, 1, Outcome.TIE, "annotator 2"),
    )
    assert one.meta == {
        name: value for name, value in THIRD.items() if name[:8] not in ("context", "response")
    }


def test_the_second_file_has_marks_and_another_name_for_the_number():
    one = to_set(Row(1, SECOND))
    assert [turn.role for turn in one.messages] == ["user", "assistant", "user"]
    assert one.preferences == (KnownPreference(0, 1, Outcome.B, None, 1),)
    assert one.meta["preference_statement"] == "The second is brief."


@pytest.mark.parametrize("value", [None, 4, True, "B", "-2"])
def test_a_value_off_the_scale_says_nothing(value):
    one = to_set(Row(1, SECOND | {"preference_strength": value}))
    assert (one.preferences, one.meta["preference_strength"]) == ((), value)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (THIRD | {"response1": True}, "a response is not text"),
        (THIRD | {"response2": " Because."}, "fewer than two distinct responses"),
        (THIRD | {"context": []}, "the prompt is empty"),
        (SECOND | {"prompt": None}, "no prompt column; found: split, prompt, response_1"),
    ],
)
def test_what_is_no_set_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, columns))
    assert str(caught.value).startswith(reason)


def test_two_responses_and_a_scale_are_the_sign():
    assert matches([Row(1, THIRD), Row(2, SECOND)]) == 1.0
    assert matches([Row(1, THIRD | {"overall_preference": "A"})]) == 0.0
    assert matches([Row(1, {"prompt": "a", "response_1": "b", "response_2": "c"})]) == 0.0
