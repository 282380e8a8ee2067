"""How often two judges say the same, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from real_desktop.core.intervals import Interval
from real_desktop.core.records import Outcome
from real_desktop.core.share import Share


@dataclass(frozen=True, slots=True)
class Agreement:
    """In how many of the compared judgements two judges say the same."""

    compared: int
    agree: int

    @property
    def share(self) -> float:
        """The share of equal judgements, from 0 to 1; 0 where none was compared."""
        return self._share.value

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the share after Wilson (1927); 0 to 1 where none was compared."""
        return self._share.interval

    @property
    def words(self) -> str:
        """41 of 50 (82 %, 95 % interval 69 to 90 %)."""
        return self._share.words

    @property
    def _share(self) -> Share:
        return Share(self.agree, self.compared, self.compared)


def agreement(said: Iterable[tuple[Outcome, Outcome]]) -> Agreement:
    """Compare what two judges said of the same responses in the same order."""
    pairs = list(said)
    return Agreement(len(pairs), sum(one is other for one, other in pairs))


def decisive_agreement(said: Iterable[tuple[Outcome, Outcome]]) -> Agreement:
    """The same where both say which response is better."""
    return agreement(pair for pair in said if all(one.is_decisive for one in pair))
