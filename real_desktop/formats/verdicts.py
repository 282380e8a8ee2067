"""Who won, as files say it."""

from __future__ import annotations

import re

from real_desktop.core.records import KnownPreference, Outcome

_FOLD = re.compile(r"[^a-z0-9]+")
_SIDE = "(?:(?:model|response|output|answer|completion|assistant|text|side)_?)?"
_A = re.compile(rf"{_SIDE}(?:a|1)|left|first")
_B = re.compile(rf"{_SIDE}(?:b|2)|right|second")
_TIE = re.compile(r"tie|tied|draw|equal|same|both|both_?good|tie_both_?good|neutral")
_BOTH_BAD = re.compile(r"both_?bad|tie_both_?bad|neither|none")


def outcome_in_words(value: object) -> Outcome | None:
    """The outcome that a word names: `model_a`, `A`, `left`, `response_2`, `tie (bothbad)`.

    None for anything else, numbers too: what a number means differs from format to format.
    """
    if not isinstance(value, str):
        return None
    word = _FOLD.sub("_", value.strip().casefold()).strip("_")
    if word in ("1", "2"):
        return None
    for pattern, outcome in (
        (_A, Outcome.A),
        (_B, Outcome.B),
        (_BOTH_BAD, Outcome.BOTH_BAD),
        (_TIE, Outcome.TIE),
    ):
        if pattern.fullmatch(word):
            return outcome
    return None


def preference_on_scale(value: object, *, by: str | None = None) -> KnownPreference | None:
    """The preference on a scale from -3 to 3: below 0 the first response is better, 0 is a tie.

    The size of a decisive one is its strength. None when it is no such number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not -3 <= value <= 3:
        return None
    if value == 0:
        return KnownPreference(0, 1, Outcome.TIE, by)
    outcome = Outcome.A if value < 0 else Outcome.B
    return KnownPreference(0, 1, outcome, by, max(1, round(abs(value))))
