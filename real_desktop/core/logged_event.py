"""An event as the log holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """Every column of an event, with uuids in place of row ids.

    `annotator_kind` is person, or source for a label that a file brought.

    `stands` says whether it counts now: true unless the last undo or redo that names it is an
    undo, null for an undo or a redo itself. A person's label of a pair is the last judge, skip
    or flag that stands.
    """

    seq: int
    uuid: str
    origin: str
    origin_seq: int
    at: str
    annotator: str
    annotator_uuid: str
    annotator_kind: str
    pair_uuid: str
    kind: str
    outcome: str | None
    shown_left: str | None
    strength: int | None
    reasons: str | None
    comment: str | None
    reverts: str | None
    guideline_version: int | None
    active_ms: int | None
    elapsed_ms: int | None
    layout: str | None
    flags: str | None
    digest: str
    stands: bool | None
