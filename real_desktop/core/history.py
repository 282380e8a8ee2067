"""What stands of an annotator's events: undo and redo by replaying an append-only log."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from real_desktop.core.records import Choice, EventKind

LABELLING = frozenset({EventKind.JUDGE, EventKind.SKIP, EventKind.FLAG})


@dataclass(frozen=True, slots=True)
class PastEvent:
    """The part of an event that undo and redo need; `choice` is None for undo and redo.

    `seq` grows along the log; it orders what stands, also after a redo.
    """

    seq: int
    uuid: str
    kind: EventKind
    pair_id: int
    choice: Choice | None
    reverts: str | None = None


@dataclass(slots=True)
class History:
    """The events of one annotator in their order, and which of them stand.

    A new event empties what could be redone. An undo takes back the event it names, wherever
    that stands; the pair's earlier event, if there is one, speaks again.
    """

    _done: list[PastEvent] = field(default_factory=list)
    _undone: list[PastEvent] = field(default_factory=list)
    _of_pair: dict[int, list[PastEvent]] = field(default_factory=dict)

    @property
    def undoable(self) -> PastEvent | None:
        """The event that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> PastEvent | None:
        """The event that redo would bring back."""
        return self._undone[-1] if self._undone else None

    def standing(self, pair_id: int) -> PastEvent | None:
        """What the annotator says about the pair now."""
        events = self._of_pair.get(pair_id)
        return events[-1] if events else None

    def skips(self, pair_id: int) -> int:
        """How many times the pair was skipped since it was last judged."""
        count = 0
        for event in reversed(self._of_pair.get(pair_id, [])):
            if event.kind is not EventKind.SKIP:
                break
            count += 1
        return count

    def apply(self, event: PastEvent) -> None:
        """Take in the next event of the log."""
        if event.kind is EventKind.UNDO:
            self._take_back(event.reverts)
        elif event.kind is EventKind.REDO:
            self._bring_back(event.reverts)
        elif event.kind in LABELLING:
            self._undone.clear()
            self._stand(event)

    def _stand(self, event: PastEvent) -> None:
        insort(self._done, event, key=_seq)
        insort(self._of_pair.setdefault(event.pair_id, []), event, key=_seq)

    def _take_back(self, uuid: str | None) -> None:
        event = _remove(self._done, uuid)
        if event:
            _remove(self._of_pair[event.pair_id], uuid)
            self._undone.append(event)

    def _bring_back(self, uuid: str | None) -> None:
        event = _remove(self._undone, uuid)
        if event:
            self._stand(event)


def _seq(event: PastEvent) -> int:
    return event.seq


def _remove(events: list[PastEvent], uuid: str | None) -> PastEvent | None:
    for index in range(len(events) - 1, -1, -1):
        if events[index].uuid == uuid:
            return events.pop(index)
    return None
