import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.embedding.windows import LongText, averaged, windows_of

TEXTS = st.lists(st.lists(st.integers(0, 99), max_size=40), max_size=8)


def pieces(texts, room, long_text):
    return [(one.text, list(one.tokens)) for one in windows_of(texts, room, long_text)]


def test_a_long_text_becomes_windows_and_a_short_one_is_one():
    texts = [[1, 2, 3, 4, 5], [6], []]
    assert pieces(texts, 2, LongText.WINDOW) == [
        (0, [1, 2]), (0, [3, 4]), (0, [5]), (1, [6]), (2, []),
    ]  # fmt: skip
    assert pieces(texts, 2, LongText.TRUNCATE) == [(0, [1, 2]), (1, [6]), (2, [])]


@given(TEXTS, st.integers(1, 12))
def test_windows_hold_every_token_once_and_in_order(texts, room):
    found = [[] for _text in texts]
    for window in windows_of(texts, room, LongText.WINDOW):
        assert len(window.tokens) <= room
        found[window.text] += window.tokens
    assert found == texts


def test_windows_count_by_their_tokens():
    windows = windows_of([[1, 2, 3], [4]], 2, LongText.WINDOW)
    pooled = np.array([[1, 0], [4, 3], [0, 5]], np.float32)
    assert averaged(windows, pooled, 2) == pytest.approx(np.array([[2, 1], [0, 5]]))


@given(TEXTS.filter(bool), st.integers(1, 12))
def test_with_mean_pooling_it_is_the_mean_over_all_tokens(texts, room):
    windows = windows_of(texts, room, LongText.WINDOW)
    pooled = np.array([[np.mean(one.tokens or [0])] for one in windows], np.float32)
    means = [[np.mean(text or [0])] for text in texts]
    assert np.allclose(averaged(windows, pooled, len(texts)), means, atol=1e-3)
