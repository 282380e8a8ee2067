import numpy as np
from hypothesis import given
from sklearn.cluster import KMeans

from real_desktop.core.strategies.centroid import centroid
from tests.core.strategies.by_hand import embedded_sets, positions, sets_from, with_vectors


def two_groups(seed, n=(4, 5), spread=0.05):
    """Responses around two directions that are far apart, in mixed order."""
    rng = np.random.default_rng(seed)
    middles = np.array([[1.0, 0, 0, 0.2], [0, 1.0, 0.3, 0]])
    group = np.repeat([0, 1], n)
    rng.shuffle(group)
    return group, middles[group] + rng.normal(0, spread, (len(group), 4))


def test_it_takes_from_each_of_two_groups_the_response_in_its_middle():
    for seed in range(30):
        group, raw = two_groups(seed)
        n = len(raw)
        sets = with_vectors(raw[None], np.ones((1, n * (n - 1) // 2), np.bool_))
        i, j = positions(n, int(centroid(sets)[0]))
        assert {int(group[i]), int(group[j])} == {0, 1}
        fitted = KMeans(2, n_init=10, random_state=0).fit(sets.vectors[0])
        nearest = fitted.transform(sets.vectors[0]).argmin(axis=0)
        assert {i, j} == set(nearest.tolist())


@given(embedded_sets(least=5))
def test_it_is_an_allowed_pair_and_the_same_alone_as_among_others(sets):
    found = centroid(sets)
    rows = np.arange(len(found))
    assert sets.allowed[rows, found].all()
    for row in rows.tolist():
        one = slice(row, row + 1)
        alone = sets_from(
            sets.similarities[one], sets.differences[one], sets.allowed[one], sets.draws[one],
            sets.vectors[one],
        )  # fmt: skip
        assert centroid(alone)[0] == found[row]
