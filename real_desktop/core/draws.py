"""Random numbers that depend on a seed and on names, and on no order of work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def rng_for(seed: int, *names: str) -> np.random.Generator:
    """A generator that depends on the seed and the names alone, so on no order of work."""
    return np.random.default_rng(int.from_bytes(_digest(seed, names), "big"))


def draw(seed: int, *names: str) -> float:
    """A number in [0, 1) that depends on the seed and the names alone, on any machine.

    53 bits of SHA-256, as many as a float64 holds, so it is uniform and never 1.
    """
    return (int.from_bytes(_digest(seed, names)[:8], "big") >> 11) / (1 << 53)


def draws(seed: int, last: Sequence[str], *names: str) -> NDArray[np.float64]:
    """What `draw(seed, *names, one)` gives for each `one` of `last`, in less time."""
    first = "\x1f".join([str(seed), *names, ""]).encode("utf-8")
    digests = [hashlib.sha256(first + one.encode("utf-8")).digest()[:8] for one in last]
    return (np.frombuffer(b"".join(digests), ">u8") >> np.uint64(11)) / float(1 << 53)


def _digest(seed: int, names: tuple[str, ...]) -> bytes:
    return hashlib.sha256("\x1f".join([str(seed), *names]).encode("utf-8")).digest()
