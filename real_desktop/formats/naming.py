"""Columns that the person names, where the usual names do not find them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.cells import cell_value
from real_desktop.formats.prompts import EMPTY
from real_desktop.formats.responses import NO_RESPONSE, NOT_A_LIST
from real_desktop.formats.rows import Row, column_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Naming:
    """The column of the prompt and those of the responses, each if it was named.

    One column of responses holds a list, or one response a row; several hold one each.
    """

    prompt: str | None = None
    responses: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that were named."""
        return (*([self.prompt] if self.prompt is not None else []), *self.responses)


def renamed(
    naming: Naming,
    rows: Iterator[Row | RejectedRow],
    beginning: Sequence[Row | RejectedRow],
    file_name: str,
) -> Iterator[Row | RejectedRow]:
    """The rows with the named columns under the usual names.

    `beginning` are the first of them, by which is seen what the columns hold. Raises UserError
    when none of those has one of the columns.
    """
    if not naming.columns:
        return rows
    first = [row for row in beginning if isinstance(row, Row)]
    there = list(dict.fromkeys(name for row in first for name in row.columns))
    missing = [name for name in naming.columns if first and name not in there]
    if missing:
        raise UserError(
            f"{file_name}: no column {column_names(missing[:1])}; found: {column_names(there)}"
        )
    is_list = _holds_lists(naming, first)
    return (_renamed(naming, row, is_list=is_list) for row in rows)


def _holds_lists(naming: Naming, first: Sequence[Row]) -> bool:
    cells = [
        _cell(row.columns[name], "responses")
        for name in naming.responses
        for row in first
        if row.columns.get(name) is not None
    ]
    return bool(cells) and all(isinstance(cell, list) for cell in cells)


def _renamed(naming: Naming, row: Row | RejectedRow, *, is_list: bool) -> Row | RejectedRow:
    if isinstance(row, RejectedRow):
        return row
    missing = [name for name in naming.columns if name not in row.columns]
    if missing:
        found = column_names(row.columns)
        return row.reject(f"no column {column_names(missing[:1])}; found: {found}")
    usual = _usual(naming, row.columns, is_list=is_list)
    if fault := _fault(usual):
        return row.reject(fault)
    others = {
        f"{name} (not used)" if name in usual else name: value
        for name, value in row.columns.items()
        if name not in naming.columns
    }
    return replace(row, columns=usual | others)


def _usual(naming: Naming, columns: Mapping[str, Any], *, is_list: bool) -> dict[str, Any]:
    """The named columns alone."""
    usual: dict[str, Any] = {}
    if naming.prompt is not None:
        usual["prompt"] = _cell(columns[naming.prompt], "prompt")
    values = [columns[name] for name in naming.responses]
    if len(values) > 1:
        usual["responses"] = values
    elif values and is_list:
        usual["responses"] = _cell(values[0], "responses")
    elif values:
        usual["response"] = values[0]
    return usual


def _fault(usual: Mapping[str, Any]) -> str | None:
    """Why a reader must not look for the prompt or the responses in other columns, or None."""
    if "prompt" in usual and usual["prompt"] is None:
        return EMPTY
    if "response" in usual and usual["response"] is None:
        return NO_RESPONSE
    return NOT_A_LIST if not isinstance(usual.get("responses", []), list) else None


def _cell(value: object, usual: str) -> object:
    """The value; a list that is written as text is read as in a table."""
    return cell_value(usual, value) if isinstance(value, str) else value
