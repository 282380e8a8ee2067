from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from real_desktop.embedding.token_model import OutOfMemoryError
from real_desktop.embedding.windowed_encoder import OUT_OF_MEMORY, WindowedEncoder
from real_desktop.embedding.windows import LongText


@dataclass
class CountingModel:
    """A token is a letter, a vector the letters counted; `most` tokens fit into its memory."""

    most: int = 10_000
    dimension: int = 26
    room: int = 5
    special: int = 2
    budget: int = 70
    lanes: int = 2
    device: str = "cpu"
    precision: str = "float32"
    cards: tuple[str, ...] = ()
    asked: list[int] = field(default_factory=list)

    def tokenize(self, texts):
        return [[ord(letter) - ord("a") for letter in text] for text in texts]

    def pooled(self, windows):
        size = len(windows) * (max(map(len, windows)) + self.special)
        self.asked.append(size)
        if size > self.most:
            raise OutOfMemoryError
        counts = np.zeros((len(windows), self.dimension), np.float32)
        for row, window in enumerate(windows):
            np.add.at(counts[row], list(window), 1 / max(1, len(window)))
        return counts


def expected(text):
    counts = np.zeros(26)
    for letter in text:
        counts[ord(letter) - ord("a")] += 1
    return counts / np.linalg.norm(counts)


TEXTS = ["abcab", "a", "zzzzzzzzzzzzy", "bca", "hello" * 9] * 30


def encoded_by(model, texts=TEXTS, long_text=LongText.WINDOW):
    return WindowedEncoder(model, long_text).encode(texts)


def test_a_vector_covers_the_whole_text_however_long():
    found = encoded_by(CountingModel())
    for text, vector in zip(TEXTS, found.vectors, strict=True):
        assert np.allclose(vector, expected(text), atol=1e-3)
    assert found.tokens == [len(text) + 2 for text in TEXTS]
    assert found.failures == {}


def test_truncating_reads_the_first_window_alone():
    found = encoded_by(CountingModel(), ["abcdexyz"], LongText.TRUNCATE)
    assert np.allclose(found.vectors[0], expected("abcde"), atol=1e-3)
    assert found.tokens == [10]


def test_batches_keep_to_the_budget():
    model = CountingModel()
    encoded_by(model)
    assert max(model.asked) <= model.budget


@pytest.mark.parametrize("most", [35, 20, 7])
def test_without_memory_for_a_batch_it_is_halved_and_the_vectors_are_the_same(most):
    small = CountingModel(most=most)
    assert np.array_equal(encoded_by(small).vectors, encoded_by(CountingModel()).vectors)
    too_large = [size for size in small.asked if size > most]
    assert 1 <= len(too_large) <= 8


def test_a_text_of_which_no_window_fits_fails_alone():
    found = encoded_by(CountingModel(most=6), ["abcde", "a", "xyz" * 9, "bcd"])
    assert found.failures == {0: OUT_OF_MEMORY, 2: OUT_OF_MEMORY}
    assert not found.vectors[[0, 2]].any()
    assert np.allclose(found.vectors[3], expected("bcd"), atol=1e-3)


def test_a_text_without_a_token_has_no_vector_and_is_not_shown_to_the_model():
    model = CountingModel(special=0)
    found = encoded_by(model, ["abc", "", "b"])
    assert found.failures == {1: "the vector is zero"}
    assert np.allclose(found.vectors[2], expected("b"), atol=1e-3)
    assert 0 not in model.asked


def test_no_texts_give_no_vectors():
    found = encoded_by(CountingModel(), [])
    assert (found.vectors.shape, found.tokens, found.failures) == ((0, 26), [], {})


def test_it_says_what_it_is():
    info = WindowedEncoder(CountingModel(), LongText.WINDOW).info
    assert (info.dimension, info.max_tokens, info.long_text) == (26, 7, "window")
