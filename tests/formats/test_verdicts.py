from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Outcome
from real_desktop.formats.verdicts import outcome_in_words, preference_on_scale


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (["model_a", "A", "left", " Response_1", "output 1", "answer-a", "first"], Outcome.A),
        (["model_b", "b", "right", "response2", "Completion B", "second"], Outcome.B),
        (["tie", "Draw", "equal", "both good", "tie (both good)"], Outcome.TIE),
        (["tie (bothbad)", "both_bad", "bothbad", "neither"], Outcome.BOTH_BAD),
        (["1", "2", 1, 0, True, None, "", "gpt-4", "about"], None),
    ],
)
def test_words_for_who_won(words, outcome):
    assert {outcome_in_words(word) for word in words} == {outcome}


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (-3, KnownPreference(0, 1, Outcome.A, None, 3)),
        (1, KnownPreference(0, 1, Outcome.B, None, 1)),
        (0.4, KnownPreference(0, 1, Outcome.B, None, 1)),
        (0, KnownPreference(0, 1, Outcome.TIE)),
        (4, None),
        (True, None),
        ("1", None),
        (float("nan"), None),
    ],
)
def test_a_scale_from_minus_three_to_three(value, known):
    assert preference_on_scale(value) == known
