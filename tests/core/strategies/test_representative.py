import numpy as np
from hypothesis import given

from real_desktop.core.strategies.representative import representative
from tests.core.strategies.by_hand import embedded_sets, positions


def score(similarities, n, at):
    """Mean cosine to all others of both, less their own."""
    table = {positions(n, k): one for k, one in enumerate(similarities)}

    def mean(i):
        return sum(table[min(i, k), max(i, k)] for k in range(n) if k != i) / (n - 1)

    i, j = positions(n, at)
    return mean(i) + mean(j) - table[i, j]


@given(embedded_sets())
def test_no_allowed_pair_has_a_better_score(sets):
    n = sets.vectors.shape[1]
    for row, found in enumerate(representative(sets).tolist()):
        scores = {
            at: score(sets.similarities[row].tolist(), n, at)
            for at in np.flatnonzero(sets.allowed[row]).tolist()
        }
        best = max(scores.values())
        assert found == min(at for at, one in scores.items() if one > best - 1e-11)
