"""The rows of some files that cannot be used, as a file of their own."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from real_desktop.core.progress import Progress
from real_desktop.core.records import RejectedRow
from real_desktop.formats.reading import RowCount, read_in_steps
from real_desktop.formats.rejected_file import rejected_file
from real_desktop.formats.rows import ROWS_A_STEP, name_of
from real_desktop.formats.sources import Source


def save_rejected(sources: Sequence[Source], path: Path) -> Generator[Progress, None, int]:
    """Read the files and write every rejected row; returns how many there are.

    Raises UserError, and leaves what was there, when a file cannot be read or `path` not be
    written.
    """
    written, rows = 0, RowCount()
    with rejected_file(path) as add:
        for number, result in enumerate(read_in_steps(sources, rows), 1):
            if isinstance(result, RejectedRow):
                name = name_of(sources[result.file].path)
                add((name, result.row, result.reason, result.excerpt))
                written += 1
            if result is None or number % ROWS_A_STEP == 0:
                yield Progress("Saving the list", rows.number, None, "rows", path.name)
    return written
