"""Which windows a model reads at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def token_batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Places of windows that fit into a budget of tokens with their padding, the longest first.

    Each batch has at least one window, however long, and all of one batch are of similar
    length, so that little of it is padding. What is too much for the memory shows at once.
    """
    places = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    while places:
        count = max(1, budget // max(1, lengths[places[0]]))
        yield places[:count]
        places = places[count:]
