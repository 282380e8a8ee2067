from collections import Counter

import numpy as np
import pytest
from scipy.stats import chisquare

from real_desktop.core.draws import draw
from real_desktop.core.strategies.random_pair import random_pair
from tests.core.strategies.by_hand import sets_from


@pytest.mark.parametrize("n", [2, 3, 5, 11])
def test_every_pair_is_as_likely_as_every_other(n):
    p = n * (n - 1) // 2
    times = 400 * p
    draws = [draw(seed, "strategy", f"prompt-{seed % 7}") for seed in range(times)]
    shape = (times, p)
    sets = sets_from(np.full(shape, np.nan), np.zeros(shape), np.ones(shape), draws)
    drawn = Counter(random_pair(sets).tolist())
    assert set(drawn) == set(range(p))
    assert n == 2 or chisquare(list(drawn.values())).pvalue > 1e-4


def test_what_is_not_allowed_is_never_drawn_and_the_rest_is_as_likely():
    allowed = [True, False, True, False, True, True]
    draws = [draw(seed, "strategy", "prompt") for seed in range(4_000)]
    shape = (len(draws), 6)
    sets = sets_from(np.full(shape, np.nan), np.zeros(shape), [allowed] * len(draws), draws)
    drawn = Counter(random_pair(sets).tolist())
    assert set(drawn) == {0, 2, 4, 5}
    assert chisquare(list(drawn.values())).pvalue > 1e-4
