import numpy as np
import pytest

from real_desktop.embedding.precision import Precision, Trial, best, tried, why

EXACT = np.eye(3, dtype=np.float16)
F32, BF16 = Precision.FLOAT32, Precision.BFLOAT16


@pytest.mark.parametrize(
    ("seconds", "cosine", "chosen", "words"),
    [
        (0.5, 0.9995, BF16, "bfloat16 is 2.0 times as fast as float32 here"),
        (0.5, 0.9989, F32, "bfloat16 gives other vectors (cosine 0.9989)"),
        (0.5, float("nan"), F32, "bfloat16 gives other vectors"),
        (0.98, 1.0, F32, "bfloat16 is no faster here (1.02 times)"),
        (2.0, 1.0, F32, "bfloat16 is no faster here (0.50 times)"),
    ],
)
def test_the_fastest_that_gives_the_same_vectors_is_taken(seconds, cosine, chosen, words):
    trials = [Trial(F32, 1.0), Trial(BF16, seconds, cosine)]
    assert best(trials).precision is chosen
    assert words in why(trials)


def test_where_there_is_no_other_it_is_float32():
    assert why([Trial(F32, 1.0)]) == "only float32 runs here"


@pytest.mark.parametrize(
    ("other", "least"),
    [
        (EXACT, 1.0),
        (EXACT * 2, 1.0),
        (EXACT[::-1], 0.0),
        (EXACT * 0, 0.0),
        (EXACT * np.float16("nan"), 0.0),
    ],
)
def test_the_least_cosine_is_that_of_the_worst_text(other, least):
    calls = []
    encoders = [(F32, lambda: EXACT), (BF16, lambda: calls.append(1) or other)]
    exact, found = tried(encoders)
    assert (exact.precision, exact.least_cosine, found.least_cosine) == (F32, 1.0, least)
    assert len(calls) == 4
    assert min(exact.seconds, found.seconds) >= 0
