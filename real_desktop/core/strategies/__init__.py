"""The rules that choose which two responses of a set to ask about.

Adding one: a file here, its test, and a line in STRATEGIES.
"""

from __future__ import annotations

from collections.abc import Mapping

from real_desktop.core.strategies.balanced import balanced
from real_desktop.core.strategies.centroid import LEAST as CENTROID_LEAST
from real_desktop.core.strategies.centroid import centroid
from real_desktop.core.strategies.decisive import decisive
from real_desktop.core.strategies.dissimilar import dissimilar
from real_desktop.core.strategies.hard import hard
from real_desktop.core.strategies.informative import informative
from real_desktop.core.strategies.random_dissimilar import random_dissimilar
from real_desktop.core.strategies.random_pair import random_pair
from real_desktop.core.strategies.representative import representative
from real_desktop.core.strategies.strategy import Strategy, WholeStrategy

DEFAULT_STRATEGY = "dissimilar"

STRATEGIES: Mapping[str, Strategy | WholeStrategy] = {
    "dissimilar": Strategy(
        dissimilar,
        "Asks about the two responses of a set that are least alike, as the REAL method does."
        " People tie less often on them where one model wrote all responses; across different"
        " models it was no better than random.",
    ),
    "decisive": Strategy(
        decisive,
        "Takes the less similar half of a set's pairs, and of these the one whose lengths differ"
        " most. It gave the most decisive and the most agreed labels wherever it was tried, but"
        " it leans on length, so look at how often the longer response wins.",
    ),
    "balanced": Strategy(
        balanced,
        "Draws one of the third of a set's pairs that are least alike and differ most in length,"
        " both counted the same. It keeps most of what `decisive` gains, with less push towards"
        " length.",
    ),
    "random": Strategy(
        random_pair,
        "Asks about any two responses, each pair as likely as every other. It is what the other"
        " strategies are held against.",
        needs_vectors=False,
    ),
    "random-dissimilar": Strategy(
        random_dissimilar,
        "Asks about any pair of a set but the most similar quarter. The gain over random is"
        " small, and there is nothing in it that could distort.",
    ),
    "hard": Strategy(
        hard,
        "Asks about the two responses that are most alike without being the same. It is meant"
        " for studies: people tie on twice as many of these pairs.",
    ),
    "centroid": Strategy(
        centroid,
        "Parts a set into two groups and asks about the response in the middle of each. People"
        " tie on as few of these pairs as with `dissimilar`; it needs five distinct responses.",
        reads_vectors=True,
        least=CENTROID_LEAST,
    ),
    "representative": Strategy(
        representative,
        "Asks about two responses that are typical of the set and yet unlike each other (AEPO,"
        " arXiv 2405.13541). People tie on as few of these pairs as with `dissimilar`.",
    ),
    "informative": WholeStrategy(
        informative,
        "Looks at all prompts at once and asks next about the pair that differs in directions"
        " which the pairs before it have shown least. It is meant to cover much with a small"
        " budget; whether its labels are better than those of random pairs is not known.",
    ),
}
