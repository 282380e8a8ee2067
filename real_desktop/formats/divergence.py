"""Two conversations that begin alike: where they part, and what is compared there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from real_desktop.formats.messages import ROLES
from real_desktop.formats.rows import RowError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Turn = dict[str, Any]

LATER_TURNS = "judged on several turns: only the first difference is compared, without the vote"


@dataclass(frozen=True, slots=True)
class Parting:
    """The turns that both have, the answer of each to them, and what each goes on with.

    `turn` counts the questions up to the answers.
    """

    shared: list[Turn]
    answers: tuple[Turn, Turn]
    later: tuple[list[Turn], list[Turn]]
    turn: int

    @property
    def is_last(self) -> bool:
        """Whether neither conversation goes on."""
        return not any(self.later)


def parting(a: Sequence[object], b: Sequence[object]) -> Parting:
    """Where two conversations part. Raises RowError when they do not part at an answer."""
    turns_a, turns_b = _turns(a), _turns(b)
    place = _first_difference(turns_a, turns_b)
    if place is None:
        raise RowError("the two conversations are the same")
    if place >= min(len(turns_a), len(turns_b)):
        raise RowError("one of the two conversations breaks off before they differ")
    answers = turns_a[place], turns_b[place]
    if any(_role(turn) != "assistant" for turn in answers):
        raise RowError("the two conversations differ in what was asked")
    shared = turns_a[:place]
    questions = sum(_role(turn) == "user" for turn in shared)
    return Parting(shared, answers, (turns_a[place + 1 :], turns_b[place + 1 :]), questions)


def _turns(conversation: Sequence[object]) -> list[Turn]:
    turns = [turn for turn in conversation if isinstance(turn, dict)]
    if not turns or len(turns) < len(conversation):
        raise RowError("a conversation is no list of messages")
    return turns


def _first_difference(a: list[Turn], b: list[Turn]) -> int | None:
    pairs = enumerate(zip(a, b, strict=False))
    found = next((place for place, (x, y) in pairs if _said(x) != _said(y)), None)
    if found is None and len(a) != len(b):
        return min(len(a), len(b))
    return found


def _said(turn: Turn) -> tuple[str | None, object]:
    return _role(turn), turn.get("content", turn.get("value"))


def _role(turn: Turn) -> str | None:
    role = turn.get("role", turn.get("from"))
    return ROLES.get(role) if isinstance(role, str) else None
