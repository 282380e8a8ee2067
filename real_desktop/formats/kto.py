"""Rated answers: a prompt, one answer, and whether it is good, as KTO takes them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from real_desktop.core.digest import prompt_uuid
from real_desktop.core.records import KnownPreference, Outcome, RejectedRow, ResponseSet
from real_desktop.formats.families import family_of
from real_desktop.formats.parts import Part
from real_desktop.formats.plain import has_list
from real_desktop.formats.rankings import MOST_PAIRS
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import AloneError, Reader, Row, RowError, set_aside, share_of
from real_desktop.formats.single import has_one_answer, single_of
from real_desktop.formats.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from real_desktop.core.records import Response

LABELS = ("kto_tag", "label")
_WORDS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Rated(Part):
    """A prompt with one answer, and whether that is good if the label says so."""

    answered: ResponseSet
    is_good: bool | None


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a label and one answer."""
    return share_of(rows, _fits)


def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then a set for each prompt.

    An answer that is good is better than one to the same prompt that is not. Where that makes
    more than MOST_PAIRS pairs, as with a thousand answers to one prompt, the labels are kept.
    """
    with closing(Spool[Rated]()) as rated:
        yield from set_aside(rows, lambda row: _put(row, rated))
        for _key, found in rated.groups():
            yield _as_set(sorted(found, key=lambda each: (each.file, each.row)))


def _put(row: Row, rated: Spool[Rated]) -> None:
    """Set the one answer of a row aside with its label. Raises RowError."""
    one = single_of(row)
    label = _label(row.columns)
    rated.put(prompt_uuid(one.messages), Rated(row.number, row.file, row.start, one, label))


def _as_set(rated: Sequence[Rated]) -> ResponseSet | RejectedRow:
    first = rated[0]
    responses = tuple(each.answered.responses[0] for each in rated)
    preferences = _preferences(responses, [each.is_good for each in rated])
    try:
        return with_two(replace(first.answered, responses=responses, preferences=preferences))
    except AloneError as fault:
        return replace(first.reject(str(fault)), alone=fault.alone)
    except RowError as fault:
        return first.reject(str(fault))


def _preferences(
    responses: Sequence[Response], labels: Sequence[bool | None]
) -> tuple[KnownPreference, ...]:
    good = [place for place, is_good in enumerate(labels) if is_good]
    bad = [place for place, is_good in enumerate(labels) if is_good is False]
    if len(good) * len(bad) > MOST_PAIRS:
        return ()
    return tuple(
        KnownPreference(better, worse, Outcome.A)
        for better, worse in product(good, bad)
        if responses[better].text != responses[worse].text
    )


def _label(columns: Mapping[str, Any]) -> bool | None:
    """What the label says; in a table of text it is a word."""
    for name in LABELS:
        value = columns.get(name)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().casefold() in _WORDS:
            return _WORDS[value.strip().casefold()]
    return None


def _fits(row: Row) -> bool:
    columns = row.columns
    if _label(columns) is None or has_list(columns) or family_of(columns):
        return False
    return has_one_answer(columns)


KTO = Reader(
    "kto",
    matches,
    read,
    title="Rated answers (KTO)",
    sign="one answer in each row, and true or false in label or kto_tag",
    joins=True,
)
