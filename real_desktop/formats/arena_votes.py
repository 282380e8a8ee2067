"""Logs of votes that an arena of FastChat writes. Who voted from where is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Outcome, RejectedRow, ResponseSet
from real_desktop.formats.battles import battle
from real_desktop.formats.divergence import parting
from real_desktop.formats.rows import (
    Reader,
    Row,
    RowError,
    beginning,
    excerpt,
    row_by_row,
    share_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_VOTES = {
    "leftvote": Outcome.A,
    "rightvote": Outcome.B,
    "tievote": Outcome.TIE,
    "bothbad_vote": Outcome.BOTH_BAD,
}
_OTHERS = ("chat", "upvote", "downvote", "flag", "share", "regenerate")
_ADDRESS = "ip"


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that are lines of such a log, if there is a vote among them."""
    if not any(_is_vote(row.columns) for row in rows):
        return 0.0
    return share_of(rows, lambda row: _is_vote(row.columns) or _is_other(row.columns))


def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow | None]:
    """A set for each vote; no row says where it came from, a rejected one neither."""
    yield from _read(_without_address(row) for row in rows)


def to_set(row: Row) -> ResponseSet:
    """The answers where the two conversations part. Raises RowError."""
    columns = row.columns
    if not _is_vote(columns):
        raise RowError("no vote between two answers")
    states = [state for state in columns["states"] if isinstance(state, dict)]
    if len(states) != 2:
        raise RowError("a vote without two conversations")
    parted = parting(*map(_conversation, states))
    models = _models(columns, states)
    meta = {n: v for n, v in columns.items() if n not in ("states", "models", _ADDRESS)}
    return battle(row.number, parted, models, _VOTES[columns["type"]], meta)


_read = row_by_row(to_set)


def _is_vote(columns: Mapping[str, Any]) -> bool:
    kind = columns.get("type")
    return isinstance(kind, str) and kind in _VOTES and isinstance(columns.get("states"), list)


def _is_other(columns: Mapping[str, Any]) -> bool:
    return columns.get("type") in _OTHERS and "tstamp" in columns


def _without_address(row: Row | RejectedRow) -> Row | RejectedRow:
    if isinstance(row, RejectedRow):
        return RejectedRow(row.row, row.reason, "", file=row.file)
    columns = {name: value for name, value in row.columns.items() if name != _ADDRESS}
    return Row(row.number, columns, excerpt(beginning(columns)), row.size, row.file)


def _conversation(state: Mapping[str, Any]) -> list[object]:
    """The messages of a state, which are pairs of who spoke and what, by turns."""
    messages = state.get("messages")
    offset = state.get("offset", 0)
    if not isinstance(messages, list) or not isinstance(offset, int):
        raise RowError("a conversation has no messages")
    turns: list[object] = []
    for place, message in enumerate(messages[offset:]):
        if not isinstance(message, list) or len(message) != 2:
            raise RowError("a message is not of two parts")
        turns.append({"role": ("user", "assistant")[place % 2], "content": message[1]})
    return turns


def _models(columns: Mapping[str, Any], states: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
    names = columns.get("models")
    if isinstance(names, list) and len(names) == 2 and all(names):
        return names[0], names[1]
    return states[0].get("model_name"), states[1].get("model_name")


ARENA_VOTES = Reader(
    "arena-votes",
    matches,
    read,
    title="Arena vote logs",
    sign="votes with the states of two conversations",
)
