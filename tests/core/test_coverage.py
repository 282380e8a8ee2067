import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from real_desktop.core.coverage import by_coverage

points = arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.just(2)),
    elements=st.integers(-6, 6).map(float),
)


@given(points, st.integers(1, 14))
def test_it_takes_the_farthest_from_those_it_has(rows, most):
    found = by_coverage(rows, most).tolist()
    assert len(set(found)) == min(most, len(rows))
    assert found[1:] == by_hand_after(rows.tolist(), found[0], len(found))


def by_hand_after(rows, first, count):
    chosen = [first]
    while len(chosen) < count:
        rest = [one for one in range(len(rows)) if one not in chosen]
        far = {
            one: min(
                (rows[one][0] - rows[other][0]) ** 2 + (rows[one][1] - rows[other][1]) ** 2
                for other in chosen
            )
            for one in rest
        }
        chosen.append(max(rest, key=lambda one: (far[one], -one)))
    return chosen[1:]


def test_it_begins_in_the_middle():
    assert by_coverage(np.array([[9.0, 9], [0, 0], [-9, -8], [1, 0]]), 1).tolist() == [1]


def test_each_of_a_few_kinds_is_met_before_any_twice():
    rng = np.random.default_rng(1)
    kinds = rng.permutation(np.repeat(np.arange(5), 40))
    rows = np.eye(5)[kinds] * 3 + rng.normal(0, 0.01, (200, 5))
    assert sorted(kinds[by_coverage(rows, 5)]) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("most", [0, 3])
def test_no_prompts_give_none(most):
    assert by_coverage(np.empty((0, 4)), most).tolist() == []
