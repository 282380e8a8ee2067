"""Chooses pairs among made vectors alone, and prints the figures as JSON.

`python -m tests.benchmarks.choosing_child dissimilar|informative SETS`
"""

import json
import sys
import time
from operator import itemgetter

import numpy as np

from real_desktop.core.choosing import Rule, picks_of, similarities_of
from real_desktop.core.equal_sets import EqualSets
from real_desktop.core.progress import drained
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.whole_choice import WholeChoice
from real_desktop.session.candidate_sets import NUMBERS_AT_ONCE
from tests.benchmarks.import_child import peak_mb

RESPONSES, DIMENSION = 8, 384
SAMPLE = 60
"""Sets that the published loop is timed on."""

SAMPLE_GROUPS = 4

TIMES = 3
SAMPLE_TIMES = 9
"""So often both are timed in turns, on samples that take about as long, and count by their best,
which another program disturbs least."""


def groups(count):
    """Sets as they come from a project file, so many at a time."""
    dice, step = np.random.default_rng(0), NUMBERS_AT_ONCE // (RESPONSES * DIMENSION)
    spread = np.arange(1, DIMENSION + 1, dtype=np.float32) ** -0.5
    for first in range(0, count, step):
        size = min(step, count - first)
        raw = dice.standard_normal((size, RESPONSES, DIMENSION), np.float32) * spread
        raw += 2 * spread * dice.standard_normal((size, 1, DIMENSION), np.float32)
        vectors = (raw / np.linalg.norm(raw, axis=2, keepdims=True)).astype(np.float16)
        ids = RESPONSES * np.arange(first, first + size)[:, None] + np.arange(RESPONSES)
        yield EqualSets(
            np.arange(first, first + size),
            tuple(f"{place:036d}" for place in range(first, first + size)),
            ids,
            dice.integers(1, 2_000, ids.shape),
            np.char.zfill(ids.astype("S8"), 64),
            np.zeros((size, RESPONSES * (RESPONSES - 1) // 2), np.bool_),
            vectors,
        )


def dissimilar(every):
    """Seconds for the similarities and the picks of all sets, with a control slice."""
    rule, count, began = Rule(STRATEGIES["dissimilar"], 0, 0.1), 0, time.perf_counter()
    for sets in every:
        count += len(picks_of(sets, similarities_of(sets), rule))
    return count, time.perf_counter() - began


def published_loop(every):
    """Seconds a set of the loop over pairs, with a new tensor for each vector of each pair, twice.

    It finds the most and the least similar pair of a set and nothing else.
    """
    import torch

    sample = every[0].vectors[:SAMPLE].astype(np.float32)
    began = time.perf_counter()
    for _time in range(2):
        for vectors in sample:
            low, high = 2.0, -2.0
            for i in range(len(vectors) - 1):
                for j in range(i + 1, len(vectors)):
                    one, other = (torch.tensor(vectors[at]).unsqueeze(0) for at in (i, j))
                    cosine = torch.nn.functional.cosine_similarity(one, other)
                    high = max(high, cosine)
                    low = min(low, cosine)
    return (time.perf_counter() - began) / len(sample)


def against_the_loop(every):
    """Seconds a set of both ways."""
    ours, loop = [], []
    for _time in range(SAMPLE_TIMES):
        count, seconds = dissimilar(every[:SAMPLE_GROUPS])
        ours.append(seconds / count)
        loop.append(published_loop(every))
    return {"seconds_a_set": min(ours), "loop_seconds_a_set": min(loop)}


def informative(every):
    """Seconds to pick a pair for every set, the reduction of the vectors included."""
    strategy = STRATEGIES["informative"]
    choice = WholeChoice(strategy, Rule(strategy, 0, 0.0))
    for sets in every:
        choice.add(sets, similarities_of(sets))
    began = time.perf_counter()
    count = len(drained(choice.picks(None)))
    return count, time.perf_counter() - began


if __name__ == "__main__":
    _name, strategy, number = sys.argv
    every = list(groups(int(number)))
    before = peak_mb()
    if strategy == "dissimilar":
        count, seconds = min((dissimilar(every) for _time in range(TIMES)), key=itemgetter(1))
    else:
        count, seconds = informative(every)
    found = {"picks": count, "seconds": seconds, "before_mb": before, "peak_mb": peak_mb()}
    if strategy == "dissimilar":
        found |= against_the_loop(every)
    print(json.dumps(found))
