import random

import pytest

from real_desktop.core.median import LARGEST_EXACT, Median, lower_rank, median_of


@pytest.mark.parametrize("n", [*range(1, 60), 99, 100, 500, LARGEST_EXACT])
def test_the_rank_is_that_of_the_binomial_distribution(n):
    from scipy.stats import binom

    expected = max((r for r in range(1, n) if binom.cdf(r - 1, n, 0.5) <= 0.025), default=0)
    assert lower_rank(n) == expected


@pytest.mark.parametrize("n", [1_001, 5_000, 100_000])
def test_of_many_the_normal_distribution_gives_nearly_the_same(n):
    from scipy.stats import binom

    exact = int(binom.ppf(0.025, n, 0.5))
    assert lower_rank(n) == pytest.approx(exact, abs=1)


def test_the_interval_lies_between_two_of_the_numbers():
    # For ten numbers the tables have the second and the ninth.
    assert median_of([9, 1, 8, 2, 7, 3, 6, 4, 5, 10]) == Median(10, 5.5, (2, 9))


def test_fewer_than_six_have_a_median_and_no_interval():
    assert median_of([3.0, 1.0, 2.0]) == Median(3, 2.0)
    assert median_of([1, 2, 3, 4, 5]).interval is None
    assert median_of([1, 2, 3, 4, 5, 6]).interval == (1, 6)


def test_nothing_has_no_median():
    assert median_of([]) == Median(0)


def test_the_interval_holds_the_median_of_a_skewed_distribution():
    dice, held = random.Random(2), 0
    for _trial in range(1_000):
        low, high = median_of(dice.lognormvariate(0, 1.5) for _ in range(41)).interval
        held += low <= 1 <= high
    assert held >= 930
