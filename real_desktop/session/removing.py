"""Taking an imported file out of a project."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

from real_desktop.core.changes import Changes
from real_desktop.core.progress import Progress
from real_desktop.session.session import Session
from real_desktop.store import import_removal, imports
from real_desktop.store.thread import Priority


def remove_import(session: Session, import_id: int) -> Generator[Progress, None, Changes]:
    """Take out the responses of a file, its prompts, and the pairs nobody has judged.

    The file is gone from the first moment; closing the generator finishes the rest at the
    next start. Raises UserError, and changes nothing, when somebody has judged its pairs.
    """
    run = partial(session.run, Priority.CHUNK)
    yield Progress("Deleting the file")
    run(partial(import_removal.hide_import, import_id=import_id))
    left = total = None
    while left != 0:
        drop = partial(import_removal.drop_rows, import_id=import_id, limit=session.chunk_rows)
        left = run(drop)
        total = total or left
        yield Progress("Deleting the file", (total or 0) - left, total, "responses")
    run(partial(imports.drop_import, import_id=import_id))
    return Changes(imports=frozenset({import_id}))
