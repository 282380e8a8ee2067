import pytest

from real_desktop.core.records import Choice, Outcome, Side, choice_of, outcome_of


@pytest.mark.parametrize(
    ("choice", "shown_left", "outcome"),
    [
        (Choice.LEFT, Side.A, Outcome.A),
        (Choice.LEFT, Side.B, Outcome.B),
        (Choice.RIGHT, Side.A, Outcome.B),
        (Choice.RIGHT, Side.B, Outcome.A),
        (Choice.TIE, Side.A, Outcome.TIE),
        (Choice.TIE, Side.B, Outcome.TIE),
        (Choice.BOTH_BAD, Side.A, Outcome.BOTH_BAD),
        (Choice.BOTH_BAD, Side.B, Outcome.BOTH_BAD),
    ],
)
def test_an_answer_about_sides_is_an_outcome_about_responses_and_back(choice, shown_left, outcome):
    assert outcome_of(choice, shown_left) is outcome
    assert choice_of(outcome, shown_left) is choice


@pytest.mark.parametrize("side", Side)
def test_a_skip_has_no_outcome(side):
    assert choice_of(None, side) is Choice.SKIP
    with pytest.raises(ValueError, match="no outcome"):
        outcome_of(Choice.SKIP, side)


def test_only_a_and_b_are_decisive():
    assert [outcome for outcome in Outcome if outcome.is_decisive] == [Outcome.A, Outcome.B]


def test_the_other_side_is_the_other_one():
    assert (Side.A.other, Side.B.other) == (Side.B, Side.A)


def test_a_choice_is_said_in_words():
    assert [choice.words for choice in Choice] == ["left", "right", "tie", "both bad", "skip"]
