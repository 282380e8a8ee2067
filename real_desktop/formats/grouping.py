"""Long rows to sets: which rows answer one prompt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import RejectedRow, Response, ResponseSet
from real_desktop.formats.columns import IDS
from real_desktop.formats.prompts import EMPTY
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import AloneError, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from real_desktop.core.records import Message

    Prompt = tuple[Message, ...]

_MISSING = object()


@dataclass(frozen=True, slots=True)
class LongRow:
    """One response of a long file; `prompt` is None where the row leaves it out.

    `ids` are the values of the columns that could name the prompt, by column.
    """

    number: int
    prompt: Prompt | None
    response: Response
    ids: Mapping[str, str]
    meta: Mapping[str, Any]
    excerpt: str

    def reject(self, reason: str) -> RejectedRow:
        """This row as one that is not imported."""
        return RejectedRow(self.number, reason, self.excerpt)


@dataclass(slots=True)
class Groups:
    """All rows of a file until the last is there: in memory, with each prompt once."""

    rows: list[LongRow] = field(default_factory=list)

    def sets(self) -> Iterator[ResponseSet | RejectedRow]:
        """The sets in the order of their first rows, a set that is none by its first row.

        Rows with the same prompt are one set, whatever their ids, as they would be one in the
        project. A row without a prompt has that of the other rows with its id.
        """
        groups: dict[Prompt, list[LongRow]] = {}
        by_id = self._prompts_by_id()
        for row in self.rows:
            prompt = row.prompt or _prompt_by_id(row, by_id)
            if prompt is None:
                yield row.reject(EMPTY)
                continue
            groups.setdefault(prompt, []).append(row)
        for prompt, members in groups.items():
            yield _as_set(prompt, members)

    def _prompts_by_id(self) -> dict[str, dict[str, Prompt]]:
        """For each column of ids the prompts that they stand for.

        A column in which one id has two prompts is none: it names something else.
        """
        found: dict[str, dict[str, Prompt]] = {name: {} for name in IDS}
        for row in self.rows:
            for column, value in row.ids.items():
                if row.prompt and column in found:
                    known = found[column].setdefault(value, row.prompt)
                    if known != row.prompt:
                        del found[column]
        return found


def _prompt_by_id(row: LongRow, by_id: Mapping[str, Mapping[str, Prompt]]) -> Prompt | None:
    named = (by_id[name].get(row.ids[name]) for name in by_id if name in row.ids)
    return next((prompt for prompt in named if prompt), None)


def _as_set(prompt: Prompt, rows: list[LongRow]) -> ResponseSet | RejectedRow:
    first = rows[0]
    shared = {
        name: value
        for name, value in first.meta.items()
        if all(_is_same(value, row.meta.get(name, _MISSING)) for row in rows)
    }
    responses = tuple(_with_own(row, shared) for row in rows)
    try:
        return with_two(ResponseSet(first.number, prompt, responses, shared))
    except AloneError as fault:
        return replace(first.reject(str(fault)), alone=fault.alone)
    except RowError as fault:
        return first.reject(str(fault))


def _is_same(value: object, other: object) -> bool:
    return value is other or (type(value) is type(other) and value == other)


def _with_own(row: LongRow, shared: Mapping[str, Any]) -> Response:
    """The response with what its row alone says."""
    own = {name: value for name, value in row.meta.items() if name not in shared}
    one = row.response
    return Response(one.text, one.model, one.score, {**own, **one.meta})
