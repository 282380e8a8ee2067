"""Which texts are embedded together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

K = TypeVar("K", int, str)


def make_batches(
    pending: Iterable[tuple[K, int]], max_texts: int, max_characters: int
) -> list[tuple[K, ...]]:
    """Group texts of similar length, so that little of a batch is padding.

    Takes `(key, characters)` in any order and returns batches of keys, the shortest texts
    first; the same texts always give the same batches. A batch has at most `max_texts` texts
    and `max_characters` characters; a single longer text is a batch of its own.
    """
    return list(_grouped(sorted(pending, key=_by_length), max_texts, max_characters))


def _by_length(text: tuple[K, int]) -> tuple[int, K]:
    return text[1], text[0]


def _grouped(
    texts: list[tuple[K, int]], max_texts: int, max_characters: int
) -> Iterator[tuple[K, ...]]:
    batch: list[K] = []
    total = 0
    for key, characters in texts:
        if batch and (len(batch) == max_texts or total + characters > max_characters):
            yield tuple(batch)
            batch, total = [], 0
        batch.append(key)
        total += characters
    if batch:
        yield tuple(batch)
