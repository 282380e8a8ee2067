from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.histogram_columns import FEWEST, MOST, column_at, columns_of

EDGES = tuple(np.round(np.linspace(-1, 1, 101), 2).tolist())


@given(st.lists(st.integers(0, 500), min_size=1, max_size=100))
def test_no_value_is_lost_and_the_areas_are_one(counts):
    columns = columns_of(EDGES[: len(counts) + 1], counts)
    assert sum(one.count for one in columns) == sum(counts)
    if not sum(counts):
        assert columns == []
        return
    area = sum(one.height * (one.right - one.left) for one in columns)
    assert area == pytest.approx(1)
    assert columns[0].left == EDGES[0]
    assert columns[-1].right == EDGES[len(counts)]
    assert all(one.right == other.left for one, other in pairwise(columns))


@pytest.mark.parametrize(("n", "most"), [(5, FEWEST), (23, 9), (227, 19), (1_000_000, MOST)])
def test_few_values_get_few_columns(n, most):
    counts = [n - 99, *[1] * 99] if n > 100 else [1] * n + [0] * (100 - n)
    assert most / 2 <= len(columns_of(EDGES, counts)) <= most


def test_the_column_at_a_place_is_found_and_none_beside_them():
    columns = columns_of((0.2, 0.4, 0.6), (1, 3))
    assert column_at(columns, 0.2) == columns[0]
    assert column_at(columns, 0.4) == columns[1]
    assert column_at(columns, 0.6) == columns[1]
    assert column_at(columns, 0.1) is None
    assert column_at(columns, 0.7) is None
    assert column_at([], 0.3) is None
