import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.prompt_order import coverage_order, random_order, widest_order

UUIDS = [f"{7 * n % 101:036}" for n in range(101)]


@given(st.integers(2, 30), st.integers(1, 40), st.integers(0, 3))
def test_each_next_prompt_is_the_furthest_from_those_that_were_taken(count, wanted, seed):
    means = np.random.default_rng(seed).normal(size=(count, 3))
    taken = list(coverage_order(means, UUIDS[:count], seed, wanted))
    assert len(taken) == len(set(taken)) == min(wanted, count)
    for step in range(1, len(taken)):
        distances = [min(np.linalg.norm(row - means[one]) for one in taken[:step]) for row in means]
        assert abs(distances[taken[step]] - max(distances)) < 1e-3


@given(st.randoms(use_true_random=False))
def test_no_order_depends_on_that_of_the_prompts(shuffle):
    means = np.random.default_rng(0).integers(0, 3, size=(20, 2)).astype(float)
    rows = list(range(20))
    shuffle.shuffle(rows)
    mixed = [UUIDS[row] for row in rows]
    for first, second in (
        (
            list(coverage_order(means, UUIDS[:20], 0, 9)),
            list(coverage_order(means[rows], mixed, 0, 9)),
        ),
        (random_order(UUIDS[:20], 0), random_order(mixed, 0)),
        (widest_order(means[:, 0], UUIDS[:20]), widest_order(means[rows, 0], mixed)),
    ):
        assert [UUIDS[one] for one in first] == [mixed[one] for one in second]


def test_the_widest_sets_come_first():
    assert widest_order(np.array([0.5, -0.2, 0.9]), UUIDS[:3]).tolist() == [1, 0, 2]


def test_another_seed_gives_another_order():
    assert random_order(UUIDS, 0).tolist() != random_order(UUIDS, 1).tolist()


def test_many_dimensions_are_reduced_and_distances_nearly_kept():
    means = np.random.default_rng(0).normal(size=(300, 384)) / 20
    means[:250] /= 20
    taken = list(coverage_order(means, [f"{n:036}" for n in range(300)], 0, 51))
    assert set(taken[1:]) >= set(range(250, 300)) - {taken[0]}
