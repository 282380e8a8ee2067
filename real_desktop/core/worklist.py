"""The order in which one annotator meets the pairs of their queue."""

from __future__ import annotations

from collections.abc import Iterable

from real_desktop.core.history import History
from real_desktop.core.records import EventKind

ROUNDS = 2
"""A skipped pair comes back at the end once; skipped again, it waits until it is asked for."""


class Worklist:
    """Which pair is next, given what stands of the annotator's events."""

    def __init__(self, pair_ids: Iterable[int], history: History) -> None:
        self._history = history
        self._pair_ids: list[int] = []
        self._number: dict[int, int] = {}
        self._first_open = 0
        self._rounds: dict[int, int] = {}
        self.extend(pair_ids)

    def extend(self, pair_ids: Iterable[int]) -> None:
        """Put further pairs at the end of the queue."""
        for pair_id in pair_ids:
            self._pair_ids.append(pair_id)
            self._number[pair_id] = len(self._pair_ids)

    def __len__(self) -> int:
        return len(self._pair_ids)

    def number(self, pair_id: int) -> int:
        """The pair's place in the queue, from 1."""
        return self._number[pair_id]

    def at(self, number: int) -> int | None:
        """The pair at this place, or None outside the queue."""
        return self._pair_ids[number - 1] if 1 <= number <= len(self) else None

    def next(self) -> int | None:
        """The first pair without an answer, then the skipped ones; None when all is done."""
        while self._first_open < len(self) and self._has_answer(self._pair_ids[self._first_open]):
            self._first_open += 1
        if self._first_open < len(self):
            return self._pair_ids[self._first_open]
        return next((p for p in self.skipped() if self._comes_back(p)), None)

    def reopen(self, pair_id: int) -> None:
        """The pair's answer was taken back: look from there again."""
        self._first_open = min(self._first_open, self._number[pair_id] - 1)

    def skipped(self) -> list[int]:
        """The pairs whose last answer is a skip, those skipped fewer times first."""
        pairs = [p for p in self._pair_ids if self._history.skips(p)]
        return sorted(pairs, key=self._history.skips)

    def ask_skipped_again(self) -> None:
        """Give every skipped pair one more round."""
        for pair_id in self.skipped():
            self._rounds[pair_id] = self._history.skips(pair_id) + 1

    def judged(self) -> int:
        """How many pairs have an answer other than a skip."""
        return sum(self._is_judged(pair_id) for pair_id in self._pair_ids)

    def _has_answer(self, pair_id: int) -> bool:
        return self._history.standing(pair_id) is not None

    def _is_judged(self, pair_id: int) -> bool:
        event = self._history.standing(pair_id)
        return event is not None and event.kind is EventKind.JUDGE

    def _comes_back(self, pair_id: int) -> bool:
        return self._history.skips(pair_id) < self._rounds.get(pair_id, ROUNDS)
