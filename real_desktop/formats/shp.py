"""Stanford Human Preferences: two comments under a post in a row, many rows a post."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import (
    KnownPreference,
    Message,
    Outcome,
    RejectedRow,
    Response,
    ResponseSet,
)
from real_desktop.formats.prompts import EMPTY
from real_desktop.formats.responses import NOT_TEXT, score_of, with_two
from real_desktop.formats.rows import (
    AloneError,
    Reader,
    Row,
    RowError,
    column_names,
    set_aside,
    share_of,
)
from real_desktop.formats.safe_values import text_to_judge
from real_desktop.formats.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SIDES = ("A", "B")
_MUST = {"history", "human_ref_A", "human_ref_B"}
_OF_PAIR = ("labels", "score_ratio", "seconds_difference")
_OUTCOMES = {1: Outcome.A, 0: Outcome.B}


@dataclass(frozen=True, slots=True)
class _Pair:
    """One row: the post, its two comments by their ids, and what is said of the two."""

    number: int
    post: str
    sides: tuple[tuple[str, Response], tuple[str, Response]]
    outcome: Outcome | None
    of_pair: Mapping[str, Any]
    meta: Mapping[str, Any]
    row: RejectedRow


@dataclass(slots=True)
class _Comments:
    """The comments under a post, each once, and their places."""

    places: dict[str, int] = field(default_factory=dict)
    responses: list[Response] = field(default_factory=list)

    def place(self, name: str, response: Response) -> int:
        if name not in self.places:
            self.places[name] = len(self.responses)
            self.responses.append(response)
        return self.places[name]


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a post and two comments as Stanford names them."""
    return share_of(rows, lambda row: row.columns.keys() >= _MUST)


def read(
    rows: Iterable[Row | RejectedRow],
) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then one set for each post.

    A comment that stands in several rows is one response, with the score of the first of them.
    What a row says of its two comments alone is kept in the set's `pairs`, by their places.
    """
    with closing(Spool[_Pair]()) as posts:
        yield from set_aside(rows, lambda row: _put(row, posts))
        for _key_of_post, pairs in posts.groups():
            yield _as_set(pairs)


def _put(row: Row, posts: Spool[_Pair]) -> None:
    pair = _pair(row)
    posts.put(_key(row.columns), pair)


def _key(columns: Mapping[str, Any]) -> str:
    post = columns.get("post_id")
    return f"id {post}" if isinstance(post, str | int) and post != "" else columns["history"]


def _pair(row: Row) -> _Pair:
    columns = row.columns
    post = columns.get("history")
    if not isinstance(post, str):
        raise RowError(f"no post in the column history; found: {column_names(columns)}")
    if not text_to_judge(post).strip():
        raise RowError(EMPTY)
    used, sides = {"history", *_OF_PAIR}, []
    for side in _SIDES:
        name, response, known = _comment(columns, side)
        sides.append((name, response))
        used |= known
    label = columns.get("labels")
    outcome = _OUTCOMES.get(label) if type(label) is int else None
    of_pair = {name: columns[name] for name in _OF_PAIR if name in columns}
    meta = {name: value for name, value in columns.items() if name not in used}
    rejected = row.reject("")
    return _Pair(row.number, post, (sides[0], sides[1]), outcome, of_pair, meta, rejected)


def _comment(columns: Mapping[str, Any], side: str) -> tuple[str, Response, set[str]]:
    """How one comment is called, itself, and the columns that it is in."""
    text = columns.get(f"human_ref_{side}")
    if not isinstance(text, str):
        raise RowError(NOT_TEXT)
    score = next((n for n in (f"score_{side}", f"score_{side.lower()}") if n in columns), "")
    about = [n for n in (f"c_root_id_{side}", f"created_at_utc_{side}") if n in columns]
    meta = {name.removesuffix(f"_{side}"): columns[name] for name in about}
    response = Response(text_to_judge(text), None, score_of(columns.get(score)), meta)
    name = meta.get("c_root_id")
    key = f"id {name}" if isinstance(name, str) and name else text
    return key, response, {f"human_ref_{side}", score, *about}


def _as_set(pairs: Sequence[_Pair]) -> ResponseSet | RejectedRow:
    first, comments = pairs[0], _Comments()
    known, said = list[KnownPreference](), list[dict[str, Any]]()
    for pair in pairs:
        a, b = (comments.place(*side) for side in pair.sides)
        said.append({"a": a, "b": b, **pair.of_pair})
        if pair.outcome and a != b:
            known.append(KnownPreference(a, b, pair.outcome))
    meta = {**first.meta, "pairs": said}
    messages, responses = (Message("user", first.post),), tuple(comments.responses)
    one = ResponseSet(first.number, messages, responses, meta, tuple(known), file=first.row.file)
    try:
        return with_two(one)
    except AloneError as fault:
        return replace(first.row, reason=str(fault), alone=fault.alone)
    except RowError as fault:
        return replace(first.row, reason=str(fault))


SHP = Reader(
    "shp",
    matches,
    read,
    title="Stanford Human Preferences",
    sign="the columns history, human_ref_A and human_ref_B",
)
