"""The order in which one annotator meets the pairs of their queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from real_desktop.core.history import History
from real_desktop.core.records import EventKind

ROUNDS = 2
"""A skipped pair comes back at the end once; skipped again, it waits until it is asked for."""


class Worklist:
    """Which pair is next, given what stands of the annotator's events.

    Tell it by `update` which pair an event was about, after the history took it in. `rounds`
    remembers how often a skipped pair may come back; hand it on to a list made anew.
    """

    def __init__(
        self, pair_ids: Iterable[int], history: History, rounds: dict[int, int] | None = None
    ) -> None:
        self._history = history
        self._pair_ids: list[int] = []
        self._number: dict[int, int] = {}
        self._judged: set[int] = set()
        self._skipped: set[int] = set()
        self.rounds: dict[int, int] = {} if rounds is None else rounds
        self._first_open = 0
        self.extend(pair_ids)

    def extend(self, pair_ids: Iterable[int]) -> None:
        """Put further pairs at the end of the queue."""
        for pair_id in pair_ids:
            self._pair_ids.append(pair_id)
            self._number[pair_id] = len(self._pair_ids)
            self.update(pair_id)

    def update(self, pair_id: int) -> None:
        """An event about the pair was taken in."""
        event = self._history.standing(pair_id)
        self._judged.discard(pair_id)
        self._skipped.discard(pair_id)
        if event is None:
            self._first_open = min(self._first_open, self._number[pair_id] - 1)
        elif event.kind is EventKind.SKIP:
            self._skipped.add(pair_id)
        else:
            self._judged.add(pair_id)

    def __len__(self) -> int:
        return len(self._pair_ids)

    def is_continued_by(self, pair_ids: Sequence[int]) -> bool:
        """Whether these pairs are the queue as it is, perhaps with further ones at its end."""
        return list(pair_ids[: len(self)]) == self._pair_ids

    @property
    def judged(self) -> int:
        """How many pairs have an answer other than a skip."""
        return len(self._judged)

    @property
    def skipped(self) -> int:
        """How many pairs have a skip as their last answer."""
        return len(self._skipped)

    def number(self, pair_id: int) -> int:
        """The pair's place in the queue, from 1."""
        return self._number[pair_id]

    def next(self) -> int | None:
        """The first pair without an answer, then the skipped ones; None when all is done."""
        while self._first_open < len(self) and self._has_answer(self._pair_ids[self._first_open]):
            self._first_open += 1
        if self._first_open < len(self):
            return self._pair_ids[self._first_open]
        coming_back = [pair_id for pair_id in self._skipped if self._comes_back(pair_id)]
        return min(coming_back, key=self._order_of_skipped, default=None)

    def ask_skipped_again(self) -> None:
        """Give every skipped pair one more round."""
        for pair_id in self._skipped:
            self.rounds[pair_id] = self._history.skips(pair_id) + 1

    def _has_answer(self, pair_id: int) -> bool:
        return pair_id in self._judged or pair_id in self._skipped

    def _comes_back(self, pair_id: int) -> bool:
        return self._history.skips(pair_id) < self.rounds.get(pair_id, ROUNDS)

    def _order_of_skipped(self, pair_id: int) -> tuple[int, int]:
        return self._history.skips(pair_id), self._number[pair_id]
