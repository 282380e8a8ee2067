"""The file that our export of everything writes, as response sets and what was said of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from real_desktop.core.digest import prompt_uuid
from real_desktop.core.records import (
    KnownPreference,
    Message,
    Outcome,
    RejectedRow,
    Response,
    ResponseSet,
)
from real_desktop.formats.messages import messages_of
from real_desktop.formats.prompts import prompt_fault
from real_desktop.formats.responses import NOT_TEXT, with_two
from real_desktop.formats.rows import AloneError, Reader, Row, RowError, set_aside, share_of
from real_desktop.formats.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NO_RECORD = "neither a pair nor an event"
_LABELLING = ("judge", "skip", "flag")
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_STRENGTHS = (1, 2, 3)

_Key: TypeAlias = tuple[int, str, str | None]
"""A response by its position, its text and its model."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pair: its prompt, and its two responses by their places in the set."""

    uuid: str
    messages: tuple[Message, ...]
    sides: tuple[tuple[int, Response], tuple[int, Response]]
    meta: Mapping[str, Any]
    row: RejectedRow


@dataclass(frozen=True, slots=True)
class _Said:
    """A label that stands: who gave it, and what it is."""

    by: str
    outcome: Outcome | None
    strength: int | None


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that are a pair or an event of our export."""
    return share_of(rows, lambda row: row.columns.get("record") in ("pair", "event"))


def read(
    rows: Iterable[Row | RejectedRow],
) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then one set for each prompt.

    Of what an annotator said about a pair the last that stands counts. Only responses that are
    in a pair are in the file, so a set may have fewer than the project had. Where exports of
    several projects stand in one file, different responses may have one position.
    """
    with closing(Spool[_Pair]()) as pairs, closing(Spool[_Said]()) as said:
        yield from set_aside(rows, lambda row: _put(row, pairs, said))
        for _prompt, of_prompt in pairs.groups():
            yield _as_set(of_prompt, said)


def _put(row: Row, pairs: Spool[_Pair], said: Spool[_Said]) -> None:
    columns = row.columns
    if columns.get("record") == "pair":
        pair = _pair(row)
        pairs.put(prompt_uuid(pair.messages), pair)
    elif columns.get("record") != "event":
        raise RowError(NO_RECORD)
    elif columns.get("stands") is True and columns.get("kind") in _LABELLING:
        outcome, strength = columns.get("outcome"), columns.get("strength")
        one = _Said(
            str(columns.get("annotator")),
            _OUTCOMES.get(outcome) if isinstance(outcome, str) else None,
            strength if type(strength) is int and strength in _STRENGTHS else None,
        )
        said.put(str(columns.get("pair_uuid")), one)


def _pair(row: Row) -> _Pair:
    columns = row.columns
    messages = messages_of(columns.get("prompt"))
    if fault := prompt_fault(messages):
        raise RowError(fault)
    names = ("prompt_uuid", "split_group", "source_file", "source_row")
    meta = {name: columns[name] for name in names if name in columns}
    sides = (_side(columns.get("a")), _side(columns.get("b")))
    return _Pair(str(columns.get("uuid")), messages, sides, meta, row.reject(""))


def _side(side: object) -> tuple[int, Response]:
    """One response and its place in the set. Raises RowError."""
    if not isinstance(side, dict) or not isinstance(side.get("text"), str):
        raise RowError(NOT_TEXT)
    model, place = side.get("model"), side.get("position")
    turns = messages_of(side.get("turns") or [], "a response")
    response = Response(side["text"], model if isinstance(model, str) else None, turns=turns)
    if type(place) is not int:
        raise RowError("a response has no position")
    return place, response


def _key(side: tuple[int, Response]) -> _Key:
    place, response = side
    return place, response.text, response.model


def _as_set(pairs: Sequence[_Pair], said: Spool[_Said]) -> ResponseSet | RejectedRow:
    first = pairs[0]
    by_key = {_key(side): side for pair in pairs for side in pair.sides}
    in_order = sorted(by_key.items(), key=lambda each: each[1][0])
    places = {key: new for new, (key, _side) in enumerate(in_order)}
    known = [one for pair in pairs for one in _preferences(pair, places, said)]
    responses = tuple(response for _key, (_place, response) in in_order)
    row = first.row
    one = ResponseSet(row.row, first.messages, responses, first.meta, tuple(known), file=row.file)
    try:
        return with_two(one)
    except AloneError as fault:
        return RejectedRow(row.row, str(fault), row.excerpt, fault.alone, row.file)
    except RowError as fault:
        return RejectedRow(row.row, str(fault), row.excerpt, file=row.file)


def _preferences(
    pair: _Pair, places: Mapping[_Key, int], said: Spool[_Said]
) -> Iterator[KnownPreference]:
    newest = {one.by: one for one in said.get(pair.uuid)}
    a, b = (places[_key(side)] for side in pair.sides)
    for one in newest.values():
        if one.outcome and a != b:
            yield KnownPreference(a, b, one.outcome, one.by, one.strength)


RAW_PAIRS = Reader(
    "raw",
    matches,
    read,
    title="Everything of a project (raw)",
    sign="the pairs and events of an export of everything",
)
