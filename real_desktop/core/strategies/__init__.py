"""The rules that choose which two responses of a set to ask about.

Adding one: a file here, its test, and a line in STRATEGIES.
"""

from __future__ import annotations

from collections.abc import Mapping

from real_desktop.core.strategies.dissimilar import dissimilar
from real_desktop.core.strategies.random_pair import random_pair
from real_desktop.core.strategies.strategy import Strategy

DEFAULT_STRATEGY = "dissimilar"

STRATEGIES: Mapping[str, Strategy] = {
    "dissimilar": Strategy(dissimilar, needs_vectors=True),
    "random": Strategy(random_pair, needs_vectors=False),
}
