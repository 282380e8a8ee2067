"""The rows of files that are joined by an id, each as what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Outcome, RejectedRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.core.records import Message, Response


@dataclass(frozen=True, slots=True)
class Part:
    """One row, and where it stands."""

    row: int
    file: int
    excerpt: str

    def reject(self, reason: str, lacks: str = "") -> RejectedRow:
        """This row as one that is not imported."""
        return RejectedRow(self.row, reason, self.excerpt, file=self.file, lacks=lacks)


@dataclass(frozen=True, slots=True)
class Asked(Part):
    """A prompt."""

    messages: tuple[Message, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered(Part):
    """The responses of one model; `asked` is their prompt if their row holds it too."""

    responses: tuple[Response, ...] = ()
    oddity: str | None = None
    asked: tuple[Message, ...] = ()

    @property
    def model(self) -> str | None:
        """The model that wrote them."""
        return self.responses[0].model


@dataclass(frozen=True, slots=True)
class Judged(Part):
    """Which of two models answered better."""

    model_a: str = ""
    model_b: str = ""
    outcome: Outcome = Outcome.TIE
    by: str | None = None

    @property
    def models(self) -> set[str]:
        """Both models."""
        return {self.model_a, self.model_b}


@dataclass(frozen=True, slots=True)
class Scored(Part):
    """How well a model answered."""

    model: str = ""
    score: float = 0.0
    by: str | None = None

    @property
    def models(self) -> set[str]:
        """The model."""
        return {self.model}


@dataclass(frozen=True, slots=True)
class Words:
    """What a format calls its halves, in the plural, and where each is found."""

    asked: str
    answered: str
    asked_in: str
    answered_in: str
