from collections import Counter

import numpy as np
import pytest
from scipy.stats import chisquare

from real_desktop.core.draws import rng_for
from real_desktop.core.strategies.random_pair import random_pair


@pytest.mark.parametrize("n", [2, 3, 5, 11])
def test_every_pair_is_as_likely_as_every_other(n):
    similarities = np.full((n, n), np.nan)
    draws = 200 * n * (n - 1)
    drawn = Counter(
        random_pair(similarities, [], rng_for(seed, "strategy", f"prompt-{seed % 7}"))
        for seed in range(draws)
    )
    assert set(drawn) == {(i, j) for i in range(n) for j in range(i + 1, n)}
    assert n == 2 or chisquare(list(drawn.values())).pvalue > 1e-4
