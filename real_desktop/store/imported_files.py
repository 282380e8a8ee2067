"""The files that were imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from real_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file in the project, what of it is there now, and what was made of it.

    `rejected` counts rows by reason; `pairs` were chosen among its responses, and `events` of
    persons are about those pairs. `preferences` are the labels that it brought, but for those
    that went with responses of other files.
    """

    id: int
    at: str
    source: str
    format: str
    prompts: int
    responses: int
    rejected: Mapping[str, int]
    pairs: int
    events: int
    preferences: int = 0


def imported_files(project: ProjectFile) -> list[ImportedFile]:
    """Every finished import, the oldest first."""
    rows = project.db.execute(
        "SELECT id, at, source, format, counts FROM imports WHERE state = 'complete' ORDER BY id"
    ).fetchall()
    return [_imported_file(project, *row) for row in rows]


_RESPONSES = "(SELECT id FROM responses WHERE import_id = :id)"

PAIRS = (
    "(SELECT id FROM pairs WHERE kind <> 'imported'"
    f" AND (response_a IN {_RESPONSES} OR response_b IN {_RESPONSES}))"
)
"""The pairs of a file that people are asked about."""

_LABELS = (
    "selections JOIN pairs ON selection_id = selections.id JOIN events ON pair_id = pairs.id"
    " WHERE strategy = 'imported' AND json_extract(params, '$.import_id') = :id"
)
"""What a file itself says; nobody else has events about these pairs."""

PEOPLES_EVENTS = f"events WHERE pair_id IN {PAIRS}"


def count_of(project: ProjectFile, what: str, import_id: int) -> int:
    """How many rows follow from FROM, where `:id` is the import."""
    sql = f"SELECT count(*) FROM {what}"
    return int(project.db.execute(sql, {"id": import_id}).fetchone()[0])


def _imported_file(
    project: ProjectFile, import_id: int, at: str, source: str, format_name: str, counts: str
) -> ImportedFile:
    return ImportedFile(
        import_id,
        at,
        source,
        format_name,
        count_of(project, "prompts WHERE import_id = :id", import_id),
        count_of(project, "responses WHERE import_id = :id", import_id),
        json.loads(counts).get("rejected", {}),
        count_of(project, f"pairs WHERE id IN {PAIRS}", import_id),
        count_of(project, PEOPLES_EVENTS, import_id),
        count_of(project, _LABELS, import_id),
    )
