import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.similarity_summary import EDGES, SimilaritySummary, counts_of


def summary_of(*parts):
    found = SimilaritySummary()
    for similarities, differences in parts:
        found.add(np.array(similarities, float), np.array(differences, float))
    return found


@given(st.integers(2, 60), st.integers(1, 59), st.integers(0, 9))
def test_the_correlation_of_parts_is_that_of_the_whole(count, split, seed):
    x, y = np.random.default_rng(seed).normal(size=(2, count)) * [[0.1], [2]]
    found = summary_of((x[:split], y[:split]), (x[split:], y[split:]))
    assert found.correlation == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


@pytest.mark.parametrize(
    "part",
    [([], []), ([0.5], [1]), ([0.5, 0.5], [1, 2]), ([0.1, 0.2], [3, 3]), ([np.nan] * 2, [1, 2])],
)
def test_what_never_varies_has_no_correlation(part):
    assert summary_of(part).correlation is None


def test_a_similarity_that_is_not_known_counts_nowhere():
    found = summary_of(([0.5, np.nan, -1.0, 1.0], [1, 50, 2, 3]))
    assert found.counts.sum() == 3
    assert found.correlation == summary_of(([0.5, -1.0, 1.0], [1, 2, 3])).correlation


def test_every_cosine_lies_in_a_column():
    assert counts_of(np.array([-1.0000000001, -1, 0, 0.019, 0.999, 1, 1.0000000001])).sum() == 7
    assert (counts_of(np.array([-1.0, 1.0])) > 0).tolist() == [
        True,
        *[False] * (len(EDGES) - 3),
        True,
    ]
