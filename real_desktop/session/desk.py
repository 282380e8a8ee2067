"""One annotator at work: what is on the screen, what was said, what undo would take back.

Everything here runs on the project thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from real_desktop.core.changes import Changes
from real_desktop.core.errors import UserError
from real_desktop.core.history import History, PastEvent
from real_desktop.core.records import Choice, EventKind, outcome_of
from real_desktop.core.worklist import Worklist
from real_desktop.store import events, queue
from real_desktop.store.events import NewEvent
from real_desktop.store.people import Annotator, current_person
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.queue import PairTexts


@dataclass(frozen=True, slots=True)
class Answer:
    """What the annotator said about the pair on the screen, and how they saw it.

    `layout` is columns or stacked; `flags` are words such as both_ends_seen.
    """

    pair_id: int
    choice: Choice
    active_ms: int = 0
    elapsed_ms: int = 0
    layout: str = "columns"
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LabelingProgress:
    """How far this annotator is; `skipped` pairs are not judged."""

    annotator: str
    judged: int
    skipped: int
    total: int


@dataclass(frozen=True, slots=True)
class Step:
    """Where the annotator stands after a committed event.

    `pair_id` is None when the queue is done. `pair` is None too when `problem` says why it
    cannot be shown; then it can only be skipped. `number` is the pair's place in the queue,
    `standing` what was said about it before.
    """

    changes: Changes
    progress: LabelingProgress
    pair_id: int | None = None
    pair: PairTexts | None = None
    number: int = 0
    standing: Choice | None = None
    problem: str | None = None


@dataclass(slots=True)
class Desk:
    """The annotator's queue and history, kept in step with the event log."""

    project: ProjectFile
    annotator: Annotator = field(init=False)
    history: History = field(init=False)
    worklist: Worklist = field(init=False)
    shown: int = field(init=False)

    def __post_init__(self) -> None:
        self.annotator = current_person(self.project)
        self._read({})

    def resume(self) -> Step:
        """Take up the work where it was left, also after more pairs or another annotator."""
        pair_ids = queue.queued_pairs(self.project, self.annotator.id)
        person = current_person(self.project)
        if person == self.annotator and self.worklist.is_continued_by(pair_ids):
            self.worklist.extend(pair_ids[len(self.worklist) :])
        else:
            rounds = self.worklist.rounds if person.id == self.annotator.id else {}
            self.annotator = person
            self._read(rounds)
        return self._go_on(self.worklist.next(), Changes())

    def answer(self, answer: Answer) -> Step:
        """Record a judgement or a skip and move to the next pair. Raises SaveError."""
        return self._record(self._event_of(answer), goes_to=None)

    def undo(self) -> Step:
        """Take back the last standing event and go back to its pair. Raises UserError."""
        event = self.history.undoable
        if event is None:
            raise UserError("there is nothing to undo")
        return self._record(self._reversal(EventKind.UNDO, event), goes_to=event.pair_id)

    def redo(self) -> Step:
        """Bring back what was undone last, and go on. Raises UserError."""
        event = self.history.redoable
        if event is None:
            raise UserError("there is nothing to redo")
        return self._record(self._reversal(EventKind.REDO, event), goes_to=None)

    def review_skipped(self) -> Step:
        """Ask about every skipped pair once more."""
        self.worklist.ask_skipped_again()
        return self._go_on(self.worklist.next(), Changes())

    def _read(self, rounds: dict[int, int]) -> None:
        self.history = History()
        for event in events.events_of(self.project, self.annotator.id):
            self.history.apply(event)
        self.shown = queue.shown_count(self.project, self.annotator.id)
        pair_ids = queue.queued_pairs(self.project, self.annotator.id)
        self.worklist = Worklist(pair_ids, self.history, rounds)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction; when it fails, queue and history are again what the disk holds."""
        try:
            with self.project.transaction():
                yield
        except BaseException:
            self._read(self.worklist.rounds)
            raise

    def _event_of(self, answer: Answer) -> NewEvent:
        side = queue.shown_left(self.project, self.annotator.id, answer.pair_id)
        is_skip = answer.choice is Choice.SKIP
        return NewEvent(
            self.annotator.id,
            answer.pair_id,
            EventKind.SKIP if is_skip else EventKind.JUDGE,
            None if is_skip else outcome_of(answer.choice, side),
            side,
            active_ms=answer.active_ms,
            elapsed_ms=answer.elapsed_ms,
            layout=answer.layout,
            flags=" ".join(sorted(answer.flags)) or None,
        )

    def _reversal(self, kind: EventKind, event: PastEvent) -> NewEvent:
        return NewEvent(self.annotator.id, event.pair_id, kind, reverts=event.uuid)

    def _record(self, event: NewEvent, goes_to: int | None) -> Step:
        with self._transaction():
            past = events.append_event(self.project, event)
            self.history.apply(past)
            self.worklist.update(event.pair_id)
            next_pair = self.worklist.next() if goes_to is None else goes_to
            if next_pair is not None:
                self._fix_side(next_pair)
        changes = Changes(pairs=frozenset({event.pair_id}), events=(past.uuid,))
        return self._step(next_pair, changes)

    def _fix_side(self, pair_id: int) -> None:
        is_new = queue.fix_side(self.project, self.annotator, pair_id, self.shown)
        self.shown += is_new

    def _go_on(self, pair_id: int | None, changes: Changes) -> Step:
        if pair_id is not None and not self.project.is_read_only:
            with self._transaction():
                self._fix_side(pair_id)
        return self._step(pair_id, changes)

    def _step(self, pair_id: int | None, changes: Changes) -> Step:
        named = replace(
            changes,
            undo_name=self._name_of(self.history.undoable),
            redo_name=self._name_of(self.history.redoable),
        )
        progress = LabelingProgress(
            self.annotator.name, self.worklist.judged, self.worklist.skipped, len(self.worklist)
        )
        if pair_id is None:
            return Step(named, progress)
        number = self.worklist.number(pair_id)
        try:
            texts = queue.pair_texts(self.project, self.annotator.id, pair_id)
        except UserError as error:
            return Step(named, progress, pair_id, number=number, problem=str(error))
        standing = self.history.standing(pair_id)
        said = standing.choice if standing else None
        return Step(named, progress, pair_id, texts, number, said)

    def _name_of(self, event: PastEvent | None) -> str | None:
        if event is None or event.choice is None:
            return None
        return f"{event.choice.words} on #{self.worklist.number(event.pair_id)}"
