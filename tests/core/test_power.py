import numpy as np
import pytest

from real_desktop.core.intervals import interval_of_difference
from real_desktop.core.power import POWER, Z_POWER, controls_needed
from real_desktop.core.share import Share


def test_equal_samples_are_those_of_the_tables():
    # 25 % against 40 %, 80 % power: 152 in each group without correction for continuity.
    assert controls_needed(0.25, 0.40, 1) == 152


def test_the_number_is_that_of_a_computation_by_hand():
    # 12.8 % against 7.8 %, nine to one: (1.95996 * 0.86822 + 0.84162 * 1.03754)^2 / 0.0225
    # with the pooled share 0.083.
    pooled = (0.128 + 9 * 0.078) / 10
    chance = 1.959964 * (10 * pooled * (1 - pooled)) ** 0.5
    seen = 0.841621 * (9 * 0.128 * 0.872 + 0.078 * 0.922) ** 0.5
    assert controls_needed(0.128, 0.078, 9) == int((chance + seen) ** 2 / (9 * 0.0025)) + 1


def test_the_quantile_is_that_of_scipy():
    from scipy.stats import norm

    assert norm.ppf(POWER) == pytest.approx(Z_POWER, abs=1e-12)


@pytest.mark.parametrize("ratio", [1, 4, 9])
def test_so_many_judgements_show_the_difference_about_as_often_as_it_says(ratio):
    controls, rng, trials = controls_needed(0.30, 0.18, ratio), np.random.default_rng(3), 2_000
    seen = 0
    for _trial in range(trials):
        one = Share(int(rng.binomial(controls, 0.30)), controls, controls)
        n = controls * ratio
        other = Share(int(rng.binomial(n, 0.18)), n, n)
        low, _ = interval_of_difference(one.value, one.interval, other.value, other.interval)
        seen += low > 0
    assert seen / trials == pytest.approx(POWER, abs=0.05)
