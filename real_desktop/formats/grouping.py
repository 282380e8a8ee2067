"""Long rows to sets: which rows answer one prompt."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from real_desktop.core.digest import prompt_uuid
from real_desktop.core.records import Message, RejectedRow, Response, ResponseSet
from real_desktop.formats.columns import IDS
from real_desktop.formats.labels import ranks_of
from real_desktop.formats.prompts import EMPTY
from real_desktop.formats.rankings import by_rank, by_score
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import AloneError, RowError
from real_desktop.formats.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Prompt = tuple[Message, ...]

_MISSING = object()


@dataclass(frozen=True, slots=True)
class LongRow:
    """One response of a long file; `prompt` is None where the row leaves it out.

    `ids` are the values of the columns that could name the prompt, by column; `excerpt` is how
    the row begins; `files` are the places of further files that it is made of; `lacks` is what a
    rejected row says of its file.
    """

    number: int
    prompt: Prompt | None
    response: Response
    ids: Mapping[str, str]
    meta: Mapping[str, Any]
    excerpt: str
    files: frozenset[int] = frozenset()
    lacks: str = ""

    def reject(self, reason: str) -> RejectedRow:
        """This row as one that is not imported."""
        return RejectedRow(
            self.number, reason, self.excerpt, file=self.response.file, lacks=self.lacks
        )


class Groups:
    """All rows of a file until the last is there: on the disk, so that a file may be large.

    Rows with the same prompt are one set, whatever their ids, as they would be one in the
    project. A row without a prompt has that of the other rows with its id in the same file.
    """

    def __init__(self) -> None:
        self._rows = Spool[Packed]()
        self._prompts_of_ids = Spool[tuple[str, str]]()
        self._without_prompt = Spool[Packed]()
        self._has_without = False

    def add(self, row: LongRow) -> None:
        """Set a row aside."""
        if row.prompt is None:
            self._without_prompt.put("", _packed(row))
            self._has_without = True
            return
        key = prompt_uuid(row.prompt)
        self._rows.put(key, _packed(row))
        for column in row.ids:
            self._prompts_of_ids.put(_id_key(row, column), (_scope(row, column), key))

    def sets(self) -> Iterator[ResponseSet | RejectedRow]:
        """The sets in the order of their first rows, a set that is none by its first row."""
        with closing(self._rows), closing(self._prompts_of_ids), closing(self._without_prompt):
            if self._has_without:
                yield from self._find_prompts()
            for _key, packed in self._rows.groups():
                rows = map(_unpacked, packed)
                yield _as_set(sorted(rows, key=lambda row: (row.response.file, row.number)))

    def _find_prompts(self) -> Iterator[RejectedRow]:
        ambiguous = self._ambiguous()
        for row in map(_unpacked, self._without_prompt.values()):
            key = self._prompt_by_id(row, ambiguous)
            first = self._rows.first(key) if key else None
            if key is None or first is None:
                yield row.reject(EMPTY)
            else:
                self._rows.put(key, _packed(replace(row, prompt=_unpacked(first).prompt)))

    def _ambiguous(self) -> set[str]:
        """The columns in which one id has two prompts: they name something else."""
        found: set[str] = set()
        for _key, prompts in self._prompts_of_ids.groups():
            if len({key for _scope, key in prompts}) > 1:
                found.add(prompts[0][0])
        return found

    def _prompt_by_id(self, row: LongRow, ambiguous: set[str]) -> str | None:
        for column in IDS:
            if column not in row.ids or _scope(row, column) in ambiguous:
                continue
            if found := self._prompts_of_ids.first(_id_key(row, column)):
                return found[1]
        return None


Packed: TypeAlias = tuple[Any, ...]
"""A row in plain tuples, which are set aside and read again in a fifth of the time."""


def _packed(row: LongRow) -> Packed:
    one = row.response
    turns = tuple([_packed_turn(turn) for turn in one.turns])
    prompt = None if row.prompt is None else tuple([_packed_turn(turn) for turn in row.prompt])
    response = (one.text, one.model, one.score, dict(one.meta), turns, one.file)
    rest = (dict(row.ids), dict(row.meta), row.excerpt, tuple(row.files), row.lacks)
    return (row.number, prompt, response, *rest)


def _packed_turn(turn: Message) -> Packed:
    return (turn.role, turn.content, dict(turn.extra)) if turn.extra else (turn.role, turn.content)


def _unpacked(packed: Packed) -> LongRow:
    number, prompt, (text, model, score, own, turns, file), ids, meta, start, *more = packed
    files, lacks = more
    response = Response(text, model, score, own, tuple([Message(*turn) for turn in turns]), file)
    messages = None if prompt is None else tuple([Message(*turn) for turn in prompt])
    return LongRow(number, messages, response, ids, meta, start, frozenset(files), lacks)


def _scope(row: LongRow, column: str) -> str:
    return f"{row.response.file} {column}"


def _id_key(row: LongRow, column: str) -> str:
    return f"{_scope(row, column)} {row.ids[column]}"


def _as_set(rows: Sequence[LongRow]) -> ResponseSet | RejectedRow:
    first = rows[0]
    shared = {
        name: value
        for name, value in first.meta.items()
        if all(_is_same(value, row.meta.get(name, _MISSING)) for row in rows)
    }
    responses = tuple(_with_own(row, shared) for row in rows)
    known = by_score([one.score for one in responses]) or by_rank(ranks_of(responses))
    file = responses[0].file
    one = ResponseSet(first.number, first.prompt or (), responses, shared, known, file=file)
    one = replace(one, from_files=frozenset().union(*(row.files for row in rows)))
    try:
        return with_two(one)
    except AloneError as fault:
        return replace(first.reject(str(fault)), alone=fault.alone)
    except RowError as fault:
        return first.reject(str(fault))


def _is_same(value: object, other: object) -> bool:
    return value is other or (type(value) is type(other) and value == other)


def _with_own(row: LongRow, shared: Mapping[str, Any]) -> Response:
    """The response with what its row alone says."""
    own = {name: value for name, value in row.meta.items() if name not in shared}
    if not own:
        return row.response
    return replace(row.response, meta={**own, **row.response.meta})
