import pytest

from real_desktop.core.intervals import interval_of_difference, wilson
from real_desktop.core.share import Share


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(one, other, low, high):
    first, second = Share(*one, one[1]), Share(*other, other[1])
    found = interval_of_difference(first.value, first.interval, second.value, second.interval)
    assert found == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("count", "n"), [(0, 1), (3, 7), (50, 50), (81, 263), (1, 100_000)])
def test_wilsons_interval_is_that_of_scipy(count, n):
    from scipy.stats import binomtest

    expected = binomtest(count, n).proportion_ci(method="wilson")
    assert wilson(count / n, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_no_case_says_nothing():
    assert wilson(0.0, 0) == (0.0, 1.0)
