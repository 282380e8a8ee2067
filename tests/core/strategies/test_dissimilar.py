import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from real_desktop.core.strategies.dissimilar import dissimilar

tied = st.integers(2, 9).flatmap(
    lambda n: arrays(np.float64, (n, n), elements=st.sampled_from([-0.5, 0.0, 0.25, 0.9]))
)


def least_similar_by_double_loop(similarities):
    best = (0, 1)
    for i in range(len(similarities)):
        for j in range(i + 1, len(similarities)):
            if similarities[i][j] < similarities[best[0]][best[1]]:
                best = (i, j)
    return best


@given(tied)
def test_it_is_the_first_pair_that_a_double_loop_finds_least_similar(similarities):
    found = dissimilar(similarities, [], np.random.default_rng(0))
    assert found == least_similar_by_double_loop(similarities.tolist())
