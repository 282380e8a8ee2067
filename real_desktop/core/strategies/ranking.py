"""Places of pairs within their set."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def least_similar(
    similarities: NDArray[np.float64], allowed: NDArray[np.bool_], counts: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which pairs `(g, p)` are among the `counts` `(g,)` least similar allowed ones of their set.

    Of equally similar pairs the lower come first.
    """
    order = np.argsort(np.where(allowed, similarities, np.inf), axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(order.shape[1])[None], axis=1)
    return np.asarray(allowed & (places < counts[:, None]))


def ranks(values: NDArray[np.float64], allowed: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many allowed pairs of the set have a lower value, `(g, p)`; equals have the same."""
    masked = np.where(allowed, values, np.inf)
    ordered = np.sort(masked, axis=1)
    found = [np.searchsorted(row, some) for row, some in zip(ordered, masked, strict=True)]
    return np.array(found, np.intp).reshape(values.shape)
