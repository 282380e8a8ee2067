"""What people say of pairs now, in slices that a judgement need not wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from real_desktop.core.judgement import AskedPair
from real_desktop.core.records import EventKind, Outcome, PairKind, Side
from real_desktop.store.people import person_ids
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.schema import CHARACTERS
from real_desktop.store.slices import rows_with


@dataclass(frozen=True, slots=True)
class StandingEvent:
    """An answer of a person that was not taken back; `outcome` is None for a skip and a flag.

    Of the answers of one person to one pair that of the highest `order` is the label.
    """

    order: tuple[int, str, str]
    annotator_id: int
    pair_id: int
    kind: EventKind
    outcome: Outcome | None
    shown_left: Side | None
    active_ms: int | None
    at: str

    @property
    def judged(self) -> Outcome:
        """The outcome of a judgement. Raises ValueError for a skip and a flag."""
        if self.outcome is None:
            raise ValueError(f"a {self.kind.value} has no outcome")
        return self.outcome


def standing_events(
    project: ProjectFile, after_seq: int, up_to_seq: int, until_seq: int
) -> list[StandingEvent]:
    """The answers among the events of these numbers, as they stood when `until_seq` was newest."""
    people = person_ids(project)
    rows = project.db.execute(
        _STANDING.format(people=", ".join("?" * len(people))),
        [after_seq, min(up_to_seq, until_seq), *people, until_seq],
    )
    return [
        StandingEvent(
            (origin_seq, origin, uuid),
            annotator_id,
            pair_id,
            EventKind(kind),
            Outcome(outcome) if outcome else None,
            Side(shown_left) if shown_left else None,
            active_ms,
            at,
        )
        for origin_seq, origin, uuid, annotator_id, pair_id, kind, outcome, shown_left,
            active_ms, at in rows
    ]  # fmt: skip


def asked_pairs(project: ProjectFile, pair_ids: Sequence[int]) -> dict[int, AskedPair]:
    """What is known of these pairs."""
    return {
        pair_id: AskedPair(
            pair_id, uuid, PairKind(kind), strategy, prompt_id, (a, b), (long_a, long_b)
        )
        for pair_id, uuid, kind, strategy, prompt_id, a, b, long_a, long_b in rows_with(
            project, _PAIRS, pair_ids
        )
    }


_STANDING = """
SELECT origin_seq, origin, uuid, annotator_id, pair_id, kind, outcome, shown_left, active_ms, at
FROM events
WHERE seq > ? AND seq <= ? AND kind IN ('judge', 'skip', 'flag') AND annotator_id IN ({people})
  AND coalesce((SELECT kind FROM events AS revert
                WHERE revert.reverts = events.uuid AND revert.seq <= ?
                ORDER BY origin_seq DESC, origin DESC, uuid DESC LIMIT 1), 'redo') = 'redo'
"""

_PAIRS = f"""
SELECT pairs.id, pairs.uuid, kind, strategy, prompt_id, response_a, response_b,
       (SELECT {CHARACTERS} FROM responses WHERE id = response_a),
       (SELECT {CHARACTERS} FROM responses WHERE id = response_b)
FROM pairs JOIN selections ON selections.id = selection_id WHERE pairs.id IN {{keys}}
"""
