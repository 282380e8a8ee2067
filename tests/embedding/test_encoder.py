import numpy as np

from real_desktop.embedding.encoder import encoded_from


def test_rows_are_of_unit_length_in_float16():
    raw = np.random.default_rng(0).normal(size=(20, 384)).astype(np.float32) * 1e4
    vectors = encoded_from(raw, [1] * 20).vectors
    assert vectors.dtype == np.float16
    assert np.allclose(np.linalg.norm(vectors.astype(np.float64), axis=1), 1, atol=1e-3)


def test_very_long_and_very_short_vectors_are_normalised():
    raw = np.array([[3e38, 3e38], [1e-38, 0]], np.float32)
    encoded = encoded_from(raw, [1, 1])
    assert encoded.failures == {}
    assert np.allclose(encoded.vectors, [[0.7071, 0.7071], [1, 0]], atol=1e-3)


def test_rows_without_a_direction_fail_with_a_reason():
    raw = np.array([[1, 0], [np.nan, 1], [np.inf, 1], [0, 0]], np.float32)
    encoded = encoded_from(raw, [1, 2, 3, 4])
    assert encoded.failures == {
        1: "the vector is not finite",
        2: "the vector is not finite",
        3: "the vector is zero",
    }
    assert np.array_equal(encoded.vectors, [[1, 0], [0, 0], [0, 0], [0, 0]])
    assert encoded.tokens == [1, 2, 3, 4]
