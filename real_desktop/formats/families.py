"""Columns that belong together: response_1, response_2, ..., each with its model and score."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from real_desktop.formats.columns import LONG_RESPONSES, MODEL_NAMES, SCORE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEMS = (*LONG_RESPONSES, "candidate")
_STEM = f"(?P<stem>{'|'.join(_STEMS)})"
_MEMBER = (
    re.compile(rf"{_STEM}_?(?P<key>\d{{1,3}})"),
    re.compile(rf"{_STEM}_(?P<key>[a-zA-Z])"),
    re.compile(rf"model_?(?P<key>\d{{1,3}})_{_STEM}"),
    re.compile(rf"model_(?P<key>[a-zA-Z])_{_STEM}"),
)
"""response_1 or response1, response_a, model_1_response, model_a_response."""


@dataclass(frozen=True, slots=True)
class Family:
    """The columns of the responses in their order, and the key of each: 1, 2 or a, b."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]

    def model_columns(self, names: Iterable[str]) -> tuple[str | None, ...]:
        """For each response the column of its model, None where there is none."""
        return self._beside(MODEL_NAMES, frozenset(names))

    def score_columns(self, names: Iterable[str]) -> tuple[str | None, ...]:
        """For each response the column of its score, None where there is none."""
        return self._beside(SCORE_NAMES, frozenset(names))

    def _beside(self, kinds: tuple[str, ...], there: frozenset[str]) -> tuple[str | None, ...]:
        pairs = zip(self.columns, self.keys, strict=True)
        return tuple(
            next((name for name in _names_beside(kinds, *pair) if name in there), None)
            for pair in pairs
        )


def is_member(name: str) -> bool:
    """Whether a column of this name could be one of a family, or the model or score of one."""
    beside = re.sub(r"_?(\d{1,3}|[a-z])$", "", name)
    is_beside = beside != name and beside in (*MODEL_NAMES, *SCORE_NAMES)
    return is_beside or any(pattern.fullmatch(name) for pattern in _MEMBER)


def family_of(names: Iterable[str]) -> Family | None:
    """The largest family of two or more among the columns; of equal ones the first known."""
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for name in names:
        for style, pattern in enumerate(_MEMBER):
            if member := pattern.fullmatch(name):
                kind = (_STEMS.index(member["stem"]), style)
                found.setdefault(kind, []).append((member["key"], name))
    if not found:
        return None
    _kind, members = min(found.items(), key=lambda each: (-len(each[1]), each[0]))
    members.sort(key=lambda member: (len(member[0].lstrip("0")), member[0].lower()))
    keys, columns = zip(*members, strict=True)
    return Family(columns, keys) if len(members) > 1 else None


def _names_beside(kinds: tuple[str, ...], column: str, key: str) -> Iterable[str]:
    """The names that a model or score of this response may have, the closest first."""
    for kind in kinds:
        yield from (f"{column}_{kind}", f"{kind}_{column}", f"{kind}_{key}")
        if key.isdecimal():
            yield f"{kind}{key}"
