import numpy as np
import pytest

from real_desktop.core.digest import text_hash
from real_desktop.store import token_counts
from real_desktop.store.token_counts import TokenCounts, count_tokens
from real_desktop.store.vectors import EmbeddedText, ModelRow, add_model, add_vectors

WINDOW = 256


@pytest.fixture
def add(project):
    """Add vectors of texts of these lengths to a model."""

    def store(name, *lengths):
        row = ModelRow(name, name, 2, WINDOW, "float32", "window", "cpu")
        model_id = add_model(project, row)
        vector = np.array([0.6, 0.8], np.float16)
        embedded = [
            EmbeddedText(text_hash(f"{name} {n} {lengths}"), vector, length)
            for n, length in enumerate(lengths)
        ]
        add_vectors(project, model_id, embedded, {})
        return model_id

    return store


def counted(counts):
    return counts.known, counts.longer


def test_texts_longer_than_the_window_are_counted_for_one_model(project, add):
    model_id = add("a", 0, 3, WINDOW, WINDOW + 1, 9_000)
    add("b", 9_000, 9_000)
    counts = TokenCounts()
    assert not count_tokens(project, model_id, WINDOW, counts)
    assert counted(counts) == (4, 2)


def test_only_what_came_since_is_counted_again(project, add):
    model_id, counts = add("a", 1, 300), TokenCounts()
    count_tokens(project, model_id, WINDOW, counts)
    count_tokens(project, model_id, WINDOW, counts)
    assert counted(counts) == (2, 1)
    add("a", 400)
    count_tokens(project, model_id, WINDOW, counts)
    assert counted(counts) == (3, 2)


def test_a_slice_ends_soon_and_the_next_goes_on_from_there(project, add, monkeypatch):
    monkeypatch.setattr(token_counts, "SLICE_S", 0)
    monkeypatch.setattr(token_counts, "_ROWS_A_LOOK", 2)
    model_id, counts = add("a", *range(250, 261)), TokenCounts()
    slices = 1
    while count_tokens(project, model_id, WINDOW, counts):
        slices += 1
    assert (counted(counts), slices) == ((11, 4), 6)
