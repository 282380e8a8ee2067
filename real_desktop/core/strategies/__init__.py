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
    "dissimilar": Strategy(
        dissimilar,
        "Asks about the two responses of a set that are least alike, as the REAL method does."
        " People tie less often on them where one model wrote all responses; across different"
        " models it was no better than random.",
    ),
    "random": Strategy(
        random_pair,
        "Asks about any two responses, each pair as likely as every other. It is what the other"
        " strategies are held against.",
        needs_vectors=False,
    ),
}
