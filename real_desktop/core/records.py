"""The records every layer speaks in: frozen, typed, and free of any storage or screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation; `role` is system, developer, user, assistant or tool.

    `extra` is what else the turn says, as it stood in the file: `tool_calls`, `name`,
    `tool_call_id`, `reasoning_content`, `parts` that are no text.
    """

    role: str
    content: str
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def turn(self) -> dict[str, Any]:
        """The message as JSON has it."""
        return {"role": self.role, "content": self.content, **self.extra}


@dataclass(frozen=True, slots=True)
class Response:
    """One candidate answer, exactly as it stood in the file.

    `turns` are its messages where the text does not say it all: a call of a tool, or several
    turns. `file` is its place among the files that were read together, from 0.
    """

    text: str
    model: str | None = None
    score: float | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    turns: tuple[Message, ...] = ()
    file: int = 0


@dataclass(frozen=True, slots=True)
class KnownPreference:
    """What a file says about two responses of one set, which stand at the places `a` and `b`.

    `by` names who judged, where the file has several judges. `strength` is 1 (slightly) to 3
    (much), None where the file does not say.
    """

    a: int
    b: int
    outcome: Outcome
    by: str | None = None
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class ResponseSet:
    """A prompt and its responses, with the row of the file they came from.

    `row` is the line of a file of lines or the element of any other, counted from 1; of a set
    of several rows it is the first. `meta` holds the columns that the reader does not know,
    unchanged. `oddity` is what is unusual about the row and yet no reason to reject it.
    `from_files` are the places of further files that it is made of, whose rows are no responses.
    """

    row: int
    messages: tuple[Message, ...]
    responses: tuple[Response, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    preferences: tuple[KnownPreference, ...] = ()
    oddity: str | None = None
    file: int = 0
    from_files: frozenset[int] = frozenset()

    @property
    def files(self) -> frozenset[int]:
        """The places of all files that it is made of."""
        return self.from_files | {self.file} | {response.file for response in self.responses}


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not imported: where it stands, why, and how it begins.

    `alone` is what it would be if that it has a single response is all that is wrong: it can
    still join a prompt that is in the project already. `lacks` is what to say of its whole file
    when no row of that is of use: what it is, and what would complete it.
    """

    row: int
    reason: str
    excerpt: str
    alone: ResponseSet | None = field(default=None, compare=False, repr=False)
    file: int = 0
    lacks: str = field(default="", compare=False, repr=False)

    @property
    def files(self) -> frozenset[int]:
        """The places of all files that it is made of."""
        return frozenset({self.file}) | (self.alone.files if self.alone else frozenset())


class EventKind(StrEnum):
    """What an annotator did."""

    JUDGE = "judge"
    SKIP = "skip"
    FLAG = "flag"
    COMMENT = "comment"
    UNDO = "undo"
    REDO = "redo"


class Outcome(StrEnum):
    """Which response of a pair won, whatever side it stood on."""

    A = "a"
    B = "b"
    TIE = "tie"
    BOTH_BAD = "both_bad"

    @property
    def is_decisive(self) -> bool:
        """Whether one response is better than the other."""
        return self in (Outcome.A, Outcome.B)

    @property
    def swapped(self) -> Outcome:
        """The same said of the two responses in the other order."""
        return _SWAPPED[self]


_SWAPPED = {
    Outcome.A: Outcome.B,
    Outcome.B: Outcome.A,
    Outcome.TIE: Outcome.TIE,
    Outcome.BOTH_BAD: Outcome.BOTH_BAD,
}


class Choice(StrEnum):
    """What the annotator pressed, in terms of what was on the screen."""

    LEFT = "left"
    RIGHT = "right"
    TIE = "tie"
    BOTH_BAD = "both_bad"
    SKIP = "skip"

    @property
    def words(self) -> str:
        """The choice as it stands in the undo line: "left", "both bad", "skip"."""
        return self.value.replace("_", " ")


class Side(StrEnum):
    """The response of a pair that is shown on the left."""

    A = "a"
    B = "b"

    @property
    def other(self) -> Side:
        """The response that is shown on the right."""
        return Side.B if self is Side.A else Side.A


class PairKind(StrEnum):
    """Why a pair is in the queue. The annotator never sees it."""

    SELECTED = "selected"
    CONTROL = "control"
    REPEAT = "repeat"
    GOLD = "gold"
    IMPORTED = "imported"


def outcome_of(choice: Choice, shown_left: Side) -> Outcome:
    """Translate an answer about sides into an outcome about responses.

    Raises ValueError for a skip, which has no outcome.
    """
    if choice is Choice.TIE:
        return Outcome.TIE
    if choice is Choice.BOTH_BAD:
        return Outcome.BOTH_BAD
    if choice is Choice.SKIP:
        raise ValueError("a skip has no outcome")
    winner = shown_left if choice is Choice.LEFT else shown_left.other
    return Outcome(winner.value)


def choice_of(outcome: Outcome | None, shown_left: Side) -> Choice:
    """The answer that gave this outcome; None, the outcome of a skip, gives SKIP."""
    if outcome is None:
        return Choice.SKIP
    if not outcome.is_decisive:
        return Choice(outcome.value)
    return Choice.LEFT if outcome.value == shown_left.value else Choice.RIGHT
