"""One thing that somebody says, as the evidence sees it."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.core.records import Outcome, PairKind, Side


@dataclass(frozen=True, slots=True)
class Question:
    """Two responses of a prompt, by their row ids; whichever pair asks about them."""

    prompt_id: int
    lower: int
    higher: int


@dataclass(frozen=True, slots=True)
class AskedPair:
    """What is known of a pair: `strategy` is that of its selection, `responses` are a and b.

    `characters` are the lengths of a and b without the white space around them.
    """

    id: int
    uuid: str
    kind: PairKind
    strategy: str
    prompt_id: int
    responses: tuple[int, int]
    characters: tuple[int, int]

    @property
    def question(self) -> Question:
        """What it asks about, in the order of row ids."""
        return Question(self.prompt_id, min(self.responses), max(self.responses))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says about a pair now; `active_ms` is None where the time is not known."""

    annotator_id: int
    pair: AskedPair
    outcome: Outcome
    shown_left: Side | None
    active_ms: int | None

    @property
    def said(self) -> Outcome:
        """The outcome with `a` for the response of the lower row id, so that pairs compare."""
        a, b = self.pair.responses
        return self.outcome if a < b else self.outcome.swapped

    @property
    def is_left_better(self) -> bool | None:
        """Whether the response on the left won; None where none did."""
        if self.shown_left is None or not self.outcome.is_decisive:
            return None
        return self.outcome.value == self.shown_left.value

    @property
    def is_longer_better(self) -> bool | None:
        """Whether the longer response won; None where none did or both are equally long."""
        a, b = self.pair.characters
        if a == b or not self.outcome.is_decisive:
            return None
        return (self.outcome is Outcome.A) == (a > b)
