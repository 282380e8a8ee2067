from hypothesis import given
from hypothesis import strategies as st

from real_desktop.embedding.batches import make_batches

pending_texts = st.dictionaries(st.text(min_size=1), st.integers(0, 5_000)).map(
    lambda texts: list(texts.items())
)


@given(pending_texts, st.integers(1, 40), st.integers(1, 8_000))
def test_every_text_is_in_one_batch_and_limits_hold(pending, max_texts, max_characters):
    length = dict(pending)
    batches = make_batches(pending, max_texts, max_characters)
    assert sorted(text for batch in batches for text in batch) == sorted(length)
    for batch in batches:
        assert 1 <= len(batch) <= max_texts
        assert sum(length[text] for text in batch) <= max_characters or len(batch) == 1


@given(pending_texts, st.randoms())
def test_batches_are_sorted_by_length_whatever_the_order(pending, rng):
    shuffled = rng.sample(pending, len(pending))
    batches = make_batches(pending, 7, 3_000)
    assert make_batches(shuffled, 7, 3_000) == batches
    lengths = [dict(pending)[text] for batch in batches for text in batch]
    assert lengths == sorted(lengths)


def test_a_longer_text_is_a_batch_of_its_own():
    pending = [("long", 900), ("short", 10), ("longer", 950), ("shorter", 5)]
    assert make_batches(pending, 10, 100) == [("shorter", "short"), ("long",), ("longer",)]


def test_nothing_pending_gives_no_batch():
    assert make_batches([], 10, 100) == []
