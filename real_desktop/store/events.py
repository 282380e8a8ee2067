"""The event log: appended to, read in order, never changed."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import Any

from real_desktop.core.history import PastEvent
from real_desktop.core.records import Choice, EventKind, Outcome, Side, choice_of
from real_desktop.store.digests import event_digest
from real_desktop.store.project_file import ProjectFile, now


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is to be recorded; times in milliseconds, `flags` space-separated words."""

    annotator_id: int
    pair_id: int
    kind: EventKind
    outcome: Outcome | None = None
    shown_left: Side | None = None
    reverts: str | None = None
    active_ms: int | None = None
    elapsed_ms: int | None = None
    layout: str | None = None
    flags: str | None = None


def append_event(project: ProjectFile, event: NewEvent) -> PastEvent:
    """Record the event; the caller holds the transaction."""
    fields = _complete(project, event)
    columns = [name for name in fields if name not in _DIGEST_ONLY]
    marks = ", ".join("?" for _ in columns)
    cursor = project.db.execute(
        f"INSERT INTO events ({', '.join(columns)}, digest) VALUES ({marks}, ?)",
        [*(fields[name] for name in columns), event_digest(fields)],
    )
    choice = _choice(event.kind, event.outcome, event.shown_left)
    seq = int(cursor.lastrowid or 0)
    return PastEvent(seq, fields["uuid"], event.kind, event.pair_id, choice, event.reverts)


_DIGEST_ONLY = frozenset({"annotator_uuid", "pair_uuid", "text_hash_a", "text_hash_b"})


def events_of(project: ProjectFile, annotator_id: int) -> list[PastEvent]:
    """The annotator's events in the order that merging cannot change."""
    rows = project.db.query(
        "SELECT seq, uuid, kind, pair_id, outcome, shown_left, reverts FROM events"
        " WHERE annotator_id = ? ORDER BY origin_seq, origin, uuid",
        [annotator_id],
    )
    return [_past(order, row) for order, row in enumerate(rows, 1)]


def people_at_work(project: ProjectFile) -> int:
    """How many people the log has events of."""
    sql = (
        "SELECT count(*) FROM annotators WHERE kind = 'person'"
        " AND EXISTS (SELECT 1 FROM events WHERE annotator_id = annotators.id)"
    )
    return int(project.db.execute(sql).fetchone()[0])


def event_count(project: ProjectFile) -> int:
    """How many events of persons the log holds."""
    sql = f"SELECT count(*) - (SELECT count(*) FROM events WHERE {_OF_FILES}) FROM events"
    return int(project.db.execute(sql).fetchone()[0])


_OF_FILES = "annotator_id IN (SELECT id FROM annotators WHERE kind = 'source')"


def _past(order: int, row: dict[str, Any]) -> PastEvent:
    kind = EventKind(row["kind"])
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    side = Side(row["shown_left"]) if row["shown_left"] else None
    return PastEvent(
        order, row["uuid"], kind, row["pair_id"], _choice(kind, outcome, side), row["reverts"]
    )


def _choice(kind: EventKind, outcome: Outcome | None, shown_left: Side | None) -> Choice | None:
    if kind not in (EventKind.JUDGE, EventKind.SKIP) or shown_left is None:
        return None
    return choice_of(outcome, shown_left)


def _complete(project: ProjectFile, event: NewEvent) -> dict[str, Any]:
    row = project.db.execute(
        """
        SELECT pairs.uuid, a.text_hash, b.text_hash,
               (SELECT uuid FROM annotators WHERE id = ?),
               (SELECT coalesce(max(origin_seq), 0) + 1 FROM events),
               (SELECT max(version) FROM guidelines)
        FROM pairs JOIN responses AS a ON a.id = response_a
        JOIN responses AS b ON b.id = response_b WHERE pairs.id = ?
        """,
        [event.annotator_id, event.pair_id],
    ).fetchone()
    pair_uuid, hash_a, hash_b, annotator_uuid, origin_seq, guideline_version = row
    return asdict(event) | {
        "kind": event.kind.value,
        "outcome": event.outcome.value if event.outcome else None,
        "shown_left": event.shown_left.value if event.shown_left else None,
        "uuid": str(uuid.uuid4()),
        "origin": project.origin,
        "origin_seq": origin_seq,
        "at": now(),
        "strength": None,
        "reasons": None,
        "comment": None,
        "guideline_version": guideline_version,
        "annotator_uuid": annotator_uuid,
        "pair_uuid": pair_uuid,
        "text_hash_a": hash_a,
        "text_hash_b": hash_b,
    }
