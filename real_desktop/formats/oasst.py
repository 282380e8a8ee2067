"""OpenAssistant: trees of messages, in one object each or message by message."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Message, RejectedRow, Response, ResponseSet
from real_desktop.formats.labels import ranks_of
from real_desktop.formats.oasst_nodes import Node, has_text, nodes_of
from real_desktop.formats.prompts import prompt_fault
from real_desktop.formats.rankings import by_rank
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import AloneError, Reader, Row, RowError, set_aside, share_of
from real_desktop.formats.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NO_MESSAGE = "neither a message nor a tree of messages of OpenAssistant"
NO_ANSWERS = "no message has two answers"
NO_PARENT = "a message before it is deleted or not in the file"
_ROLES = {"prompter": "user", "assistant": "assistant"}


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that are a tree or a message."""
    return share_of(rows, lambda row: _root(row.columns) is not None)


def read(
    rows: Iterable[Row | RejectedRow],
) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then the sets in the order of their first answers.

    Every turn of a person with two answers or more is a set, whose prompt is all that was said
    up to there. What is deleted counts as not written. All messages are on the disk until the
    last one is read, for a tree may lie all over the file.
    """
    with closing(Spool[Node]()) as by_id, closing(Spool[Node]()) as by_parent:
        yield from set_aside(rows, lambda row: _put(row, by_id, by_parent))
        has_sets = False
        for parent, replies in by_parent.groups():
            answers = {n.id: n for n in replies if n.role == "assistant" and not n.deleted}
            if parent and len(answers) > 1:
                has_sets = True
                yield _as_set(parent, list(answers.values()), by_id)
        first = None if has_sets else next(by_id.values(), None)
        if first:
            yield first.reject(NO_ANSWERS)


def _put(row: Row, by_id: Spool[Node], by_parent: Spool[Node]) -> None:
    root = _root(row.columns)
    if root is None:
        raise RowError(NO_MESSAGE)
    for node in nodes_of(row, root):
        by_id.put(node.id, node)
        by_parent.put(node.parent or "", node)


def _root(columns: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The message that the row is, or the first one of the tree that it is."""
    tree = columns.get("prompt")
    if "message_tree_id" in columns and isinstance(tree, dict) and has_text(tree):
        return tree
    return columns if has_text(columns) else None


def _as_set(parent: str, answers: Sequence[Node], by_id: Spool[Node]) -> ResponseSet | RejectedRow:
    path = _path(parent, by_id)
    if not path:
        return answers[0].reject(NO_PARENT)
    messages = tuple(Message(_ROLES[node.role], node.text) for node in path)
    responses = tuple(Response(a.text, a.model, None, a.meta) for a in answers)
    asked = path[-1]
    known = by_rank(ranks_of(responses))
    one = ResponseSet(asked.row, messages, responses, asked.meta, known)
    try:
        if fault := prompt_fault(messages):
            raise RowError(fault)
        return with_two(one)
    except AloneError as error:
        return asked.reject(str(error), error.alone)
    except RowError as error:
        return asked.reject(str(error))


def _path(last: str, by_id: Spool[Node]) -> list[Node]:
    """The messages from the first one to this; none where one is missing or answers itself."""
    path, seen, place = list[Node](), set[str](), last or None
    while place is not None:
        found = by_id.first(place)
        if found is None or place in seen or found.deleted:
            return []
        seen.add(place)
        path.append(found)
        place = found.parent
    return path[::-1]


OASST = Reader(
    "oasst",
    matches,
    read,
    title="OpenAssistant messages and trees",
    sign="messages with message_id, a role of prompter or assistant, and text",
)
