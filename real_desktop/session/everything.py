"""Every pair and every event of a project, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial

from real_desktop.core.logged_event import LoggedEvent
from real_desktop.core.pair_manifest import PairManifest
from real_desktop.core.progress import Progress
from real_desktop.session.manifests import manifests
from real_desktop.session.session import Session
from real_desktop.store import event_log, labels
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

EVENTS_A_READ = 100


def everything(
    session: Session, add: Callable[[PairManifest | LoggedEvent], None]
) -> Generator[Progress, None, None]:
    """Add each pair in the order of choice, then each event.

    Pairs and events are those of one moment: what is said later is left out. Only the sides of
    a pair that is shown for the first time meanwhile may be in. Raises UserError when a text is
    not what its hash says.
    """
    pair_ids, until_seq = session.run(Priority.CHUNK, _now)
    done = 0
    for pairs in manifests(session, pair_ids):
        for pair in pairs:
            add(pair)
        done += len(pairs)
        yield Progress("Exporting pairs", done, len(pair_ids), "pairs")
    yield from _events(session, until_seq, add)


def _events(
    session: Session, until_seq: int, add: Callable[[LoggedEvent], None]
) -> Generator[Progress, None, None]:
    last, done = None, 0
    while events := session.run(
        Priority.CHUNK,
        partial(event_log.logged_events, until_seq=until_seq, after=last, at_most=EVENTS_A_READ),
    ):
        for event in events:
            add(event)
        last, done = events[-1], done + len(events)
        yield Progress("Exporting events", done, unit="events")


def _now(project: ProjectFile) -> tuple[list[int], int]:
    return labels.shown_pair_ids(project), event_log.last_seq(project)
