"""What an export would hold, before a text is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from real_desktop.session.preferences import decisive_pairs
from real_desktop.store import labels
from real_desktop.store.events import event_count, people_at_work
from real_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The preferences to write, the pairs left out of them by reason, and all there is.

    `judges` counts the people whose labels are among them.
    """

    preferences: int
    left_out: Mapping[str, int]
    pairs: int
    events: int
    judges: int = 0


def export_preview(project: ProjectFile) -> ExportPreview:
    """Count; for the project thread. A text that trainers refuse is found by the export alone."""
    pair_ids, left_out = labels.pair_ids(project), Counter[str]()
    newest = labels.newest_labels(project)
    decisive = decisive_pairs(pair_ids, newest, left_out)
    events = event_count(project)
    return ExportPreview(len(decisive), left_out, len(pair_ids), events, people_at_work(project))
