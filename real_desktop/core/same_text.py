"""Responses that say the same: their texts differ in nothing but white space."""

from __future__ import annotations

from collections.abc import Sequence

BLANK = -1


def folded_space(text: str) -> str:
    """The text with each run of white space as one space and none at its ends.

    Two texts for which this is equal are never shown side by side.
    """
    return " ".join(text.split())


def first_of_each(texts: Sequence[str]) -> list[int]:
    """For each text the place of the first that says the same, BLANK for one without a word."""
    firsts: dict[str, int] = {"": BLANK}
    return [firsts.setdefault(folded_space(text), place) for place, text in enumerate(texts)]
