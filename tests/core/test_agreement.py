import pytest

from real_desktop.core.agreement import Agreement, agreement, decisive_agreement
from real_desktop.core.records import Outcome

A, B, TIE, BOTH_BAD = Outcome


def test_equal_outcomes_are_counted():
    said = [(A, A), (A, B), (TIE, TIE), (TIE, BOTH_BAD), (B, TIE)]
    assert agreement(said) == Agreement(5, 2)
    assert decisive_agreement(said) == Agreement(2, 1)


@pytest.mark.parametrize(
    ("agree", "compared", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I: Wilson's method without correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(agree, compared, low, high):
    assert Agreement(compared, agree).interval == pytest.approx((low, high), abs=5e-5)


def test_nothing_compared_says_nothing():
    nothing = agreement([])
    assert (nothing.share, nothing.interval) == (0, (0, 1))


def test_all_equal_stays_below_one():
    low, high = Agreement(30, 30).interval
    assert high == 1
    assert 0.8 < low < 0.9


def test_it_is_said_in_one_line():
    assert Agreement(50, 41).words == "41 of 50 (82 %, 95 % interval 69 to 90 %)"


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_swapped_twice_is_the_same(outcome):
    assert outcome.swapped.swapped is outcome
    assert (outcome.swapped is outcome) is not outcome.is_decisive
