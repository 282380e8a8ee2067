import numpy as np
import pytest

from real_desktop.core.equal_sets import pair_index
from real_desktop.core.strategies.strategy import pairs_of
from tests.core.test_choosing import sets_of


@pytest.mark.parametrize("n", [2, 3, 5, 11])
def test_the_index_of_a_pair_is_its_place_in_the_order_of_pairs(n):
    for index, (i, j) in enumerate(pairs_of(n).tolist()):
        assert pair_index(n, i, j) == pair_index(n, j, i) == index


def test_differences_are_of_the_logarithms_of_the_lengths():
    sets = sets_of(2, 3)
    expected = [
        [abs(np.log1p(row[i]) - np.log1p(row[j])) for i, j in ((0, 1), (0, 2), (1, 2))]
        for row in sets.characters
    ]
    np.testing.assert_allclose(sets.differences(), expected)
