"""Where two conversations part: what they share is the prompt, the rest are the responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.rows import RowError

if TYPE_CHECKING:
    from real_desktop.core.records import Message

    Turns = tuple[Message, ...]

NOTHING_SHARED = "the two sides share no prompt"


def parted(one: Turns, other: Turns) -> tuple[Turns, Turns, Turns]:
    """The prompt and the rest of each side, which begins with a turn of the assistant.

    Raises RowError when the sides share no such beginning.
    """
    shared = 0
    for turn, same in zip(one, other, strict=False):
        if turn != same:
            break
        shared += 1
    while shared and not _is_asked(one, other, shared):
        shared -= 1
    if not shared:
        raise RowError(NOTHING_SHARED)
    return one[:shared], one[shared:], other[shared:]


def _is_asked(one: Turns, other: Turns, place: int) -> bool:
    """Whether both sides answer what stands before this place."""
    return one[place - 1].role in ("user", "tool") and all(
        place < len(side) and side[place].role == "assistant" for side in (one, other)
    )
