"""What judges said of the models whose responses are in a set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from real_desktop.core.records import KnownPreference
from real_desktop.formats.parts import Judged, Scored
from real_desktop.formats.rankings import by_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from real_desktop.core.records import ResponseSet


def with_judgements(one: ResponseSet, judged: Sequence[Judged | Scored]) -> ResponseSet:
    """The set with preferences and scores; of several answers of a model the first was judged.

    All models that were judged must be in the set. The first judge that scores gives the score
    of a response, each one preferences between them, but where it compared the two directly that
    is what it says.
    """
    places = {response.model: place for place, response in reversed([*enumerate(one.responses)])}
    scores = _scores(judged, places, len(one.responses))
    compared = [
        KnownPreference(places[each.model_a], places[each.model_b], each.outcome, each.by)
        for each in judged
        if isinstance(each, Judged)
    ]
    said = set(map(_what, compared))
    known = (*compared, *(one for one in _preferences(scores) if _what(one) not in said))
    if not scores:
        return replace(one, preferences=known)
    first = next(iter(scores.values()))
    pairs = zip(one.responses, first, strict=True)
    return replace(one, responses=tuple(replace(r, score=s) for r, s in pairs), preferences=known)


def _what(known: KnownPreference) -> tuple[str | None, frozenset[int]]:
    return known.by, frozenset((known.a, known.b))


def _scores(
    judged: Sequence[Judged | Scored], places: dict[str | None, int], count: int
) -> dict[str | None, list[float | None]]:
    """For each judge the scores in the order of the responses."""
    scores: dict[str | None, list[float | None]] = {}
    for each in judged:
        if isinstance(each, Scored):
            scores.setdefault(each.by, [None] * count)[places[each.model]] = each.score
    return scores


def _preferences(scores: dict[str | None, list[float | None]]) -> Iterator[KnownPreference]:
    for by, each in scores.items():
        yield from by_score(each, by)
