import pytest

from real_desktop.core.records import Side
from tests.core.judging import BOTH_BAD, TIE, A, B, judgement


@pytest.mark.parametrize(
    ("outcome", "left", "is_left_better"),
    [
        (A, Side.A, True),
        (A, Side.B, False),
        (B, Side.B, True),
        (TIE, Side.A, None),
        (A, None, None),
    ],
)
def test_the_left_one_won_where_the_winner_stood_there(outcome, left, is_left_better):
    assert judgement(1, outcome, left=left).is_left_better is is_left_better


@pytest.mark.parametrize(
    ("outcome", "characters", "is_longer_better"),
    [(A, (9, 5), True), (B, (9, 5), False), (B, (5, 9), True), (A, (7, 7), None),
     (BOTH_BAD, (9, 5), None)],
)  # fmt: skip
def test_the_longer_one_won_where_one_is_longer(outcome, characters, is_longer_better):
    assert judgement(1, outcome, characters=characters).is_longer_better is is_longer_better


def test_pairs_that_ask_about_the_same_compare_whichever_is_a():
    one, other = judgement(1, A, responses=(4, 7)), judgement(1, B, responses=(7, 4))
    assert one.pair.question == other.pair.question
    assert one.said is other.said is A
    assert judgement(1, TIE, responses=(7, 4)).said is TIE
