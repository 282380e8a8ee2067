from itertools import combinations

import numpy as np

from real_desktop.core.difference_space import in_difference_space


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def differences(sets):
    return np.array([one[i] - one[j] for one in sets for i, j in combinations(range(len(one)), 2)])


def test_it_keeps_as_much_of_the_differences_as_their_singular_vectors_do():
    rng = np.random.default_rng(0)
    groups = [rng.normal(size=(40, 4, 20)) * np.arange(1, 21), rng.normal(size=(30, 3, 20))]
    kept = in_difference_space(groups, 5)
    assert [one.shape for one in kept] == [(40, 4, 5), (30, 3, 5)]
    whole = np.concatenate([differences(unit(one)) for one in groups])
    _u, _s, directions = np.linalg.svd(whole, full_matrices=False)
    expected = whole @ directions[:5].T
    found = np.concatenate([differences(one) for one in kept])
    np.testing.assert_allclose(found @ found.T, expected @ expected.T, atol=1e-10)


def test_what_all_responses_share_takes_no_direction():
    rng = np.random.default_rng(0)
    flat = np.concatenate([np.full((50, 4, 1), 30.0), rng.normal(size=(50, 4, 3))], axis=2)
    exact = np.linalg.norm(differences(unit(flat)), axis=1)
    kept = np.linalg.norm(differences(in_difference_space([flat], 3)[0]), axis=1)
    np.testing.assert_allclose(kept, exact, rtol=0.01)


def test_vectors_of_few_dimensions_only_get_unit_length():
    rows = np.array([[[3.0, 4.0], [0.0, 2.0]]], np.float16)
    (found,) = in_difference_space([rows], 2)
    assert found.tolist() == [[[0.6, 0.8], [0.0, 1.0]]]
    assert in_difference_space([]) == []
