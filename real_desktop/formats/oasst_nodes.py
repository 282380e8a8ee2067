"""The messages that one row of OpenAssistant's files holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import RejectedRow, ResponseSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from real_desktop.formats.rows import Row

_OWN = ("parent_id", "text", "role", "replies", "model_name")
_ROLES = ("prompter", "assistant")


@dataclass(frozen=True, slots=True)
class Node:
    """One message: the row it stood in, its place in the tree, and what else is known of it."""

    row: int
    excerpt: str
    id: str
    parent: str | None
    role: str
    text: str
    model: str | None
    deleted: bool
    meta: Mapping[str, Any]

    def reject(self, reason: str, alone: ResponseSet | None = None) -> RejectedRow:
        """Its row as one that is not imported."""
        return RejectedRow(self.row, reason, self.excerpt, alone)


def has_text(message: Mapping[str, Any]) -> bool:
    """Whether this is a message: an id, a role that is known, and text."""
    texts = (message.get(name) for name in ("message_id", "text", "role"))
    return all(isinstance(text, str) for text in texts) and message["role"] in _ROLES


def nodes_of(row: Row, root: Mapping[str, Any]) -> Iterator[Node]:
    """The message that a row is or begins with and those below it, in the order of the tree.

    What is said of the tree stands with its first message. A reply that is no message ends its
    branch.
    """
    is_tree = root is not row.columns
    of_tree = {n: v for n, v in row.columns.items() if n != "prompt"} if is_tree else {}
    waiting: list[tuple[Mapping[str, Any], str | None]] = [(root, root.get("parent_id"))]
    while waiting:
        message, parent = waiting.pop()
        yield _node(row, message, parent, of_tree)
        of_tree = {}
        replies = message.get("replies")
        below = [one for one in replies or () if isinstance(one, dict) and has_text(one)]
        waiting.extend((reply, message["message_id"]) for reply in reversed(below))


def _node(
    row: Row, message: Mapping[str, Any], parent: str | None, of_tree: Mapping[str, Any]
) -> Node:
    model = message.get("model_name")
    meta = {name: value for name, value in message.items() if name not in _OWN}
    return Node(
        row.number,
        row.start,
        message["message_id"],
        parent if isinstance(parent, str) else None,
        message["role"],
        message["text"],
        model if isinstance(model, str) else None,
        message.get("deleted") is True,
        {**of_tree, **meta},
    )
