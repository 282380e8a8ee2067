"""Taking an imported file out of a project."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

from real_desktop.core.progress import Progress
from real_desktop.session.session import Session
from real_desktop.store.import_removal import drop_rows
from real_desktop.store.thread import Priority

STAGE = "Deleting the file"


def drop_hidden_import(session: Session, import_id: int) -> Generator[Progress, None, None]:
    """Delete what `hide_import` has made invisible, a chunk at a time.

    There is no way back: closing the generator deletes the rest without reporting, so that
    nothing can be imported on top of what is half gone.
    """
    drop = partial(drop_rows, import_id=import_id, limit=session.chunk_rows)
    left = total = session.run(Priority.CHUNK, drop)
    try:
        while left:
            yield Progress(STAGE, total - left, total, "rows")
            left = session.run(Priority.CHUNK, drop)
    finally:
        while left:
            left = session.run(Priority.CHUNK, drop)
        session.run(Priority.CHUNK, drop)
