"""What everybody says of every pair now, in slices."""

from __future__ import annotations

from real_desktop.session.slicing import Slices
from real_desktop.store.event_log import last_seq
from real_desktop.store.judgements import StandingEvent, standing_events
from real_desktop.store.project_file import ProjectFile

EVENTS_A_SLICE = 200


def standing_labels(project: ProjectFile) -> Slices[list[StandingEvent]]:
    """Every person's label of every pair, in any order: what the view `labels` shows.

    It is that of one moment: what is said while it is read is left out.
    """
    newest: dict[tuple[int, int], StandingEvent] = {}
    until = last_seq(project)
    for after in range(0, until, EVENTS_A_SLICE):
        for one in standing_events(project, after, after + EVENTS_A_SLICE, until):
            key = one.annotator_id, one.pair_id
            if key not in newest or newest[key].order < one.order:
                newest[key] = one
        yield
    return list(newest.values())
