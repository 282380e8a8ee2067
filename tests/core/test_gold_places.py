from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.gold_places import FEWEST_BETWEEN, NewGold, gold_places

draws = st.floats(0, 1, exclude_max=True)


def in_queue(length, places):
    """The queue as it becomes: places of before as numbers, gold as `("gold", id)`."""
    queue = list(range(length))
    for pair_id, before in reversed(places):
        queue.insert(before, ("gold", pair_id))
    return queue


@given(st.integers(0, 90), st.integers(0, 90), st.data())
def test_gold_comes_later_than_what_was_met_and_far_from_its_like(length, met, data):
    met = min(met, length)
    same = st.lists(st.integers(0, length - 1), max_size=2, unique=True) if length else st.just([])
    gold = [
        NewGold(n, tuple(data.draw(same)), data.draw(draws))
        for n in range(data.draw(st.integers(0, 6)))
    ]
    places = gold_places(length, met, gold)
    queue = in_queue(length, places)
    assert [one for one in queue if isinstance(one, int)] == list(range(length))
    assert queue[:met] == list(range(met))
    assert [place for _id, place in places] == sorted(place for _id, place in places)
    for one in gold:
        if ("gold", one.pair_id) in queue:
            at = queue.index(("gold", one.pair_id))
            assert all(abs(queue.index(place) - at) >= FEWEST_BETWEEN for place in one.same)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 59))
def test_every_free_place_is_found_by_some_draw(length, met, same):
    met = min(met, length)
    like = (same,) if same < length else ()
    free = []
    for before in range(met, length + 1):
        queue = in_queue(length, [(7, before)])
        at = queue.index(("gold", 7))
        if all(abs(queue.index(place) - at) >= FEWEST_BETWEEN for place in like):
            free.append([(7, before)])
    for n, expected in enumerate(free):
        assert gold_places(length, met, [NewGold(7, like, (n + 0.5) / len(free))]) == expected
    if not free:
        assert gold_places(length, met, [NewGold(7, like, 0.5)]) == []


def test_a_queue_that_is_too_short_waits():
    assert gold_places(10, 10, [NewGold(1, (3,), 0.0)]) == []
    assert gold_places(23, 10, [NewGold(1, (3,), 0.0)]) == [(1, 23)]


def test_gold_of_other_responses_goes_anywhere():
    assert gold_places(0, 0, [NewGold(1, (), 0.9), NewGold(2, (), 0.0)]) == [(2, 0), (1, 0)]
