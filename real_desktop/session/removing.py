"""Taking an imported file out of a project."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from functools import partial

from real_desktop.core.progress import Progress, drained
from real_desktop.session.session import Session
from real_desktop.store.import_removal import drop_rows, hand_over_prompts, row_count
from real_desktop.store.thread import Priority

STAGE = "Deleting the file"


def drop_hidden_import(session: Session, import_id: int) -> Generator[Progress, None, None]:
    """Delete what `hide_import` has made invisible, a chunk at a time.

    There is no way back: closing the generator deletes the rest without reporting, so that
    nothing can be imported on top of what is half gone.
    """
    drop = partial(drop_rows, import_id=import_id, limit=session.chunk_rows)
    total = session.run(Priority.CHUNK, partial(row_count, import_id=import_id))
    gone = 0
    try:
        while dropped := session.run(Priority.CHUNK, drop):
            gone += dropped
            yield Progress(STAGE, gone, max(gone, total), "rows")
    finally:
        while session.run(Priority.CHUNK, drop):
            pass


def take_out(session: Session, import_ids: Iterable[int]) -> None:
    """Delete what a broken-off import has written, a chunk at a time: people may be judging."""
    for import_id in import_ids:
        session.run(Priority.CHUNK, partial(hand_over_prompts, import_id=import_id))
        drained(drop_hidden_import(session, import_id))
