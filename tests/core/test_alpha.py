import numpy as np
import pytest

from real_desktop.core.alpha import Alpha, _alphas, nominal_alpha

FOUR_OBSERVERS = np.array([
    # Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: how many
    # observers gave the values 1 to 5 to the units 1 to 11; unit 12 has one observer alone.
    [3, 0, 0, 0, 0], [0, 3, 1, 0, 0], [0, 0, 4, 0, 0], [0, 0, 4, 0, 0], [0, 4, 0, 0, 0],
    [1, 1, 1, 1, 0], [0, 0, 0, 4, 0], [3, 1, 0, 0, 0], [0, 4, 0, 0, 0], [0, 0, 0, 0, 3],
    [2, 0, 0, 0, 0],
])  # fmt: skip


def by_definition(counts):
    """1 - observed over expected disagreement, from the table of coincidences."""
    values = counts.shape[1]
    coincidences = np.zeros((values, values))
    for unit in counts:
        for c in range(values):
            for k in range(values):
                pairs = unit[c] * (unit[k] - (c == k))
                coincidences[c, k] += pairs / (unit.sum() - 1)
    n_c, n = coincidences.sum(axis=1), coincidences.sum()
    observed = n - np.trace(coincidences)
    expected = (n * n - (n_c**2).sum()) / (n - 1)
    return 1 - observed / expected


def test_alpha_is_that_of_the_definition():
    counts = np.random.default_rng(5).multinomial(3, [0.4, 0.3, 0.2, 0.1], size=40)
    expected = by_definition(counts)
    assert nominal_alpha(counts).value == pytest.approx(expected, abs=1e-12)
    once = np.ones((1, len(counts)), dtype=int)
    assert _alphas(counts, once)[0] == pytest.approx(expected, abs=1e-12)


def test_alpha_is_that_of_krippendorffs_example():
    assert nominal_alpha(FOUR_OBSERVERS).value == pytest.approx(0.743, abs=5e-4)


def test_perfect_agreement_is_one_and_chance_is_about_nothing():
    assert nominal_alpha(np.array([[2, 0], [0, 2], [2, 0]])).value == 1
    chance = np.random.default_rng(1).multinomial(2, [0.5, 0.5], size=4_000)
    found = nominal_alpha(chance)
    assert found.interval[0] < 0 < found.interval[1]
    assert abs(found.value) < 0.05


def test_the_interval_is_that_of_a_bootstrap_unit_by_unit():
    rng = np.random.default_rng(8)
    counts = rng.multinomial(2, [0.6, 0.2, 0.2], size=40)
    drawn = [by_definition(counts[rng.integers(0, 40, 40)]) for _ in range(1_000)]
    expected = np.percentile(drawn, [2.5, 97.5])
    assert nominal_alpha(counts).interval == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize("counts", [np.zeros((0, 4), dtype=int), np.array([[2, 0], [3, 0]])])
def test_without_two_values_there_is_no_alpha(counts):
    assert nominal_alpha(counts) == Alpha(len(counts))


def test_one_unit_has_no_interval():
    assert nominal_alpha(np.array([[1, 1]])).interval is None
