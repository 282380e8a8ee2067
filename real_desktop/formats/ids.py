"""The id by which a row belongs to rows of other files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def id_of(columns: Mapping[str, Any], names: Iterable[str]) -> tuple[str, str] | None:
    """The first of the columns that holds an id, and the id as text: 81, "81" and 81.0 are one."""
    for name in names:
        value = columns.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return name, str(value)
    return None
