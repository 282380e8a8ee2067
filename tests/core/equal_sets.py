"""Equally large sets made of numbers."""

import numpy as np

from real_desktop.core.equal_sets import EqualSets


def sets_with(vectors, first=0, asked=()):
    """`(g, n, d)` vectors as sets of prompts numbered from `first`, some of their pairs asked.

    The uuid of a prompt is its number, and its responses have ids from 100 times that.
    """
    g, n, _d = vectors.shape
    is_asked = np.zeros((g, n * (n - 1) // 2), np.bool_)
    for row, index in asked:
        is_asked[row, index] = True
    places = np.arange(first, first + g)
    ids = 100 * places[:, None] + np.arange(n)
    uuids = tuple(f"{place:036d}" for place in places.tolist())
    hashes = np.array([[f"{one:064x}" for one in row] for row in ids.tolist()], "S64")
    return EqualSets(places, uuids, ids, 10 + ids % 7, hashes, is_asked, vectors)
