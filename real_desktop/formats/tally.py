"""What was read, in numbers and first examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from real_desktop.core.long_text import is_long
from real_desktop.core.records import RejectedRow, ResponseSet

FIRST_REJECTED = 20
FIRST_SETS = 3


@dataclass(slots=True)
class Tally:
    """Counts of the sets and rows that a reader gave.

    `rejected` and `oddities` count rows by reason; `alone` counts rejected rows that could join
    a prompt which is in the project already; `long` counts long responses, as `is_long` has
    them. `useful` are the places of the files that something came from; `partners` are, by the
    place of a file with single responses, those that these are made of too; `lacks` is what the
    rows of each file say of the whole of it.
    """

    sets: int = 0
    responses: int = 0
    preferences: int = 0
    alone: int = 0
    long: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    oddities: Counter[str] = field(default_factory=Counter)
    first_sets: list[ResponseSet] = field(default_factory=list)
    first_rejected: list[RejectedRow] = field(default_factory=list)
    first_odd: list[ResponseSet] = field(default_factory=list)
    useful: set[int] = field(default_factory=set)
    partners: dict[int, set[int]] = field(default_factory=dict)
    lacks: dict[int, Counter[str]] = field(default_factory=dict)
    reasons: dict[int, Counter[str]] = field(default_factory=dict)

    @property
    def could_join(self) -> set[int]:
        """The places of the files with single responses, which could join other prompts."""
        return set().union(*self.partners.values())

    def add(self, result: ResponseSet | RejectedRow) -> None:
        """Count one result of reading."""
        if isinstance(result, ResponseSet):
            self._add_set(result)
        else:
            self._add_rejected(result)

    def _add_set(self, one: ResponseSet) -> None:
        self.sets += 1
        self.responses += len(one.responses)
        self.preferences += len(one.preferences)
        self.long += sum(is_long(response.text) for response in one.responses)
        self.useful.update(one.files)
        if len(self.first_sets) < FIRST_SETS:
            self.first_sets.append(one)
        if one.oddity:
            self.oddities[one.oddity] += 1
            if len(self.first_odd) < FIRST_REJECTED:
                self.first_odd.append(one)

    def _add_rejected(self, row: RejectedRow) -> None:
        self.rejected[row.reason] += 1
        self.reasons.setdefault(row.file, Counter())[row.reason] += 1
        if row.alone:
            self.alone += 1
            self.partners.setdefault(row.file, set()).update(row.files)
        for place in row.files if row.lacks else ():
            self.lacks.setdefault(place, Counter())[row.lacks] += 1
        if len(self.first_rejected) < FIRST_REJECTED:
            self.first_rejected.append(row)
