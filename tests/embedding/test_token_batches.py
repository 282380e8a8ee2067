from hypothesis import given
from hypothesis import strategies as st

from real_desktop.embedding.token_batches import token_batches


def test_the_longest_come_first_and_padding_counts():
    assert list(token_batches([2, 9, 4, 4, 3], 10)) == [[1], [2, 3], [4, 0]]


def test_a_window_longer_than_the_budget_is_a_batch_of_its_own():
    assert list(token_batches([100, 1, 100], 10)) == [[0], [2], [1]]


@given(st.lists(st.integers(1, 300)), st.integers(1, 1_000))
def test_every_window_is_in_one_batch_that_fits(lengths, budget):
    batches = list(token_batches(lengths, budget))
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[p] for p in batch) * len(batch) <= budget
