"""What an export would hold, before a text is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from real_desktop.session.preferences import WORDS, decisive_pairs
from real_desktop.store import labels
from real_desktop.store.event_log import shown_event_count
from real_desktop.store.events import people_at_work
from real_desktop.store.label_sources import LabelSource, label_sources
from real_desktop.store.people import persons
from real_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsOf:
    """Somebody whose labels alone can be exported: the preferences, and what is left out.

    `is_file` says that a file brought the labels, of which there are `labels`.
    """

    name: str
    is_file: bool
    labels: int
    preferences: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The preferences to write, the pairs left out of them by reason, and all there is.

    `judges` counts the people whose labels are among them. `labels_of` are those whose labels
    can be had alone: each of several people, and each file that says who won.
    """

    preferences: int
    left_out: Mapping[str, int]
    pairs: int
    events: int
    judges: int = 0
    labels_of: tuple[LabelsOf, ...] = ()


def export_preview(project: ProjectFile) -> ExportPreview:
    """Count; for the project thread. A text that trainers refuse is found by the export alone."""
    pair_ids, left_out = labels.pair_ids(project), Counter[str]()
    everyone = [one.id for one in persons(project)]
    newest = labels.newest_labels(project, everyone)
    decisive = decisive_pairs(pair_ids, newest, left_out)
    return ExportPreview(
        len(decisive),
        left_out,
        labels.shown_pair_count(project),
        shown_event_count(project),
        people_at_work(project),
        (*_of_people(project, pair_ids), *map(_of_file, label_sources(project))),
    )


def _of_people(project: ProjectFile, pair_ids: list[int]) -> list[LabelsOf]:
    """Each of several people who labelled; of one there is nothing to choose."""
    found = []
    asked = set(pair_ids)
    for one in persons(project):
        said, left_out = labels.newest_labels(project, [one.id]), Counter[str]()
        newest = {pair_id: label for pair_id, label in said.items() if pair_id in asked}
        if newest:
            decisive = decisive_pairs(pair_ids, newest, left_out)
            found.append(
                LabelsOf(
                    name=one.name,
                    is_file=False,
                    labels=len(newest),
                    preferences=len(decisive),
                    left_out=left_out,
                )
            )
    return found if len(found) > 1 else []


def _of_file(one: LabelSource) -> LabelsOf:
    left_out = {WORDS[outcome]: n for outcome, n in one.outcomes.items() if outcome in WORDS}
    decisive = one.labels - sum(left_out.values())
    return LabelsOf(
        name=one.name, is_file=True, labels=one.labels, preferences=decisive, left_out=left_out
    )
