"""Column names as people write them: `Response A` is `response_a`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from real_desktop.core.records import RejectedRow
from real_desktop.formats import columns
from real_desktop.formats.families import is_member
from real_desktop.formats.rows import Row

_MOST_REMEMBERED = 100
_GAPS = re.compile(r"[\s-]+")
_KNOWN = frozenset(
    name
    for value in vars(columns).values()
    if isinstance(value, tuple)
    for name in value
    if isinstance(name, str)
)


def with_usual_names(row: Row | RejectedRow) -> Row | RejectedRow:
    """The row with its known columns under their usual names; a name that is taken stays."""
    if isinstance(row, RejectedRow) or _has_usual_names(row):
        return row
    named: dict[str, object] = {}
    for name, value in row.columns.items():
        usual = usual_name(name)
        is_free = usual not in row.columns and usual not in named
        named[usual if is_free else name] = value
    return replace(row, columns=named)


def _has_usual_names(row: Row) -> bool:
    """Asked of every row, and mostly of the same names, which are remembered if they are few."""
    if len(row.columns) > _MOST_REMEMBERED:
        return all(usual_name(name) == name for name in row.columns)
    return _are_usual(tuple(row.columns))


@lru_cache(maxsize=64)
def _are_usual(names: tuple[str, ...]) -> bool:
    return all(usual_name(name) == name for name in names)


@lru_cache(maxsize=1024)
def usual_name(name: str) -> str:
    """The name in small letters with `_` for gaps if that is a known one, else unchanged."""
    folded = _GAPS.sub("_", name.strip()).casefold()
    return folded if folded in _KNOWN or is_member(folded) else name
