"""The event log as it stood at one moment, in slices."""

from __future__ import annotations

from typing import Any

from real_desktop.core.logged_event import LoggedEvent
from real_desktop.store.asked import IS_SHOWN
from real_desktop.store.project_file import ProjectFile


def last_seq(project: ProjectFile) -> int:
    """The number of the newest event, 0 when there is none: the moment to read the log at."""
    return int(project.db.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])


def shown_event_count(project: ProjectFile) -> int:
    """How many events the log holds, with the labels of files whose import is complete."""
    sql = f"SELECT count(*) FROM events JOIN pairs ON pairs.id = pair_id WHERE {IS_SHOWN}"
    return int(project.db.execute(sql).fetchone()[0])


def logged_events(
    project: ProjectFile, until_seq: int, after: LoggedEvent | None, at_most: int
) -> list[LoggedEvent]:
    """The next events after one, in the order that merging cannot change.

    Events that are newer than `until_seq` are left out, and so is what they undid: events are
    never changed, so all slices together are the log as it stood then. Labels of files whose
    import is not complete are no events yet.
    """
    place = (after.origin_seq, after.origin, after.uuid) if after else (-1, "", "")
    rows = project.db.query(_EVENTS, [until_seq, until_seq, *place, at_most])
    return [_event(row) for row in rows]


def _event(row: dict[str, Any]) -> LoggedEvent:
    last_revert, kind = row.pop("last_revert"), row["kind"]
    stands = None if kind in ("undo", "redo") else last_revert != "undo"
    return LoggedEvent(**row, stands=stands)


_EVENTS = f"""
SELECT seq, events.uuid, origin, origin_seq, at,
       annotators.name AS annotator, annotators.uuid AS annotator_uuid,
       annotators.kind AS annotator_kind, pairs.uuid AS pair_uuid,
       events.kind, outcome, shown_left, strength, reasons, comment, reverts, guideline_version,
       active_ms, elapsed_ms, layout, flags, events.digest,
       (SELECT kind FROM events AS revert
        WHERE revert.reverts = events.uuid AND revert.seq <= ?
        ORDER BY origin_seq DESC, origin DESC, uuid DESC LIMIT 1) AS last_revert
FROM events
JOIN annotators ON annotators.id = annotator_id JOIN pairs ON pairs.id = events.pair_id
WHERE seq <= ? AND (origin_seq, origin, events.uuid) > (?, ?, ?) AND {IS_SHOWN}
ORDER BY origin_seq, origin, events.uuid LIMIT ?
"""
