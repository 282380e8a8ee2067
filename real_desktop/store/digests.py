"""Digests of events and pairs: a flipped bit that SQLite's own checks do not see is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from real_desktop.core.digest import record_digest
from real_desktop.core.errors import UserError
from real_desktop.store.sqlite import Database

EVENT_FIELDS = (
    "uuid", "origin", "origin_seq", "at", "annotator_uuid", "pair_uuid", "kind", "outcome",
    "shown_left", "strength", "reasons", "comment", "reverts", "guideline_version",
    "active_ms", "elapsed_ms", "layout", "flags", "text_hash_a", "text_hash_b",
)  # fmt: skip

PAIR_FIELDS = (
    "uuid", "selection_uuid", "prompt_uuid", "text_hash_a", "text_hash_b",
    "similarity", "rank", "kind", "position",
)  # fmt: skip

_TEXTS = """
    JOIN responses AS a ON a.id = pairs.response_a
    JOIN responses AS b ON b.id = pairs.response_b
"""

_EVENTS = f"""
    SELECT events.*, annotators.uuid AS annotator_uuid, pairs.uuid AS pair_uuid,
           a.text_hash AS text_hash_a, b.text_hash AS text_hash_b
    FROM events JOIN annotators ON annotators.id = annotator_id
    JOIN pairs ON pairs.id = events.pair_id {_TEXTS}
"""

_PAIRS = f"""
    SELECT pairs.*, selections.uuid AS selection_uuid, prompts.uuid AS prompt_uuid,
           a.text_hash AS text_hash_a, b.text_hash AS text_hash_b
    FROM pairs JOIN selections ON selections.id = selection_id
    JOIN prompts ON prompts.id = pairs.prompt_id {_TEXTS}
"""


def event_digest(fields: Mapping[str, Any]) -> str:
    """The digest of an event from all of EVENT_FIELDS."""
    return record_digest([fields[name] for name in EVENT_FIELDS])


def pair_digest(fields: Mapping[str, Any]) -> str:
    """The digest of a pair from all of PAIR_FIELDS."""
    return record_digest([fields[name] for name in PAIR_FIELDS])


def verify_digests(db: Database, name: str) -> None:
    """Compare every event and pair with its digest. Raises UserError at the first that differs."""
    for row in db.query(_PAIRS):
        if pair_digest(row) != row["digest"]:
            raise UserError(f"{name} is damaged: pair {row['id']} is not what was chosen")
    for row in db.query(_EVENTS):
        if event_digest(row) != row["digest"]:
            raise UserError(f"{name} is damaged: event {row['seq']} is not what was saved")
