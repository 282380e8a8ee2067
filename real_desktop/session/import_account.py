"""What an import did, for whoever started it: in sentences, and its rejected rows in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from real_desktop.core.counted import counted
from real_desktop.formats.rejected_file import check_rejected_file, rejected_file
from real_desktop.formats.sources import Source
from real_desktop.session.importing import ImportReport
from real_desktop.session.session import Session
from real_desktop.store.imports import RejectedRecord, rejected_rows
from real_desktop.store.thread import Priority

ROWS_A_READ = 500


def recognised(source: Source) -> str:
    """As what a file is read, and why: "a.jsonl: Response sets, recognised by ..."."""
    reader = source.reader
    what = f"{source.path.name}: {reader.title or reader.name}"
    if not source.confidence:
        return f"{what}, for want of a better"
    return f"{what}, recognised by {reader.sign}" if reader.sign else what


def sentences(report: ImportReport) -> Iterator[str]:
    """What was added, what was kept as labels, what is odd and what was rejected."""
    added = report.added
    yield f"{counted(added.prompts, 'prompt')} and {counted(added.responses, 'response')} added"
    if added.duplicates:
        yield f"{counted(added.duplicates, 'row')} were there already"
    for source, count in added.labels.items():
        yield f"{counted(count, 'known preference')} kept as labels of {source}"
    for oddity, count in report.oddities.items():
        yield f"{counted(count, 'row')} odd: {oddity}"
    for reason, count in report.rejected.items():
        yield f"{counted(count, 'row')} rejected: {reason}"
    for name, row in report.first_rejected:
        yield f"  {name}, row {row.row}: {row.reason}: {row.excerpt}"


def keep_rejected(session: Session, import_ids: Sequence[int], path: Path) -> int:
    """Write all rows that these imports rejected, and return how many there are.

    Raises UserError when something is at `path` or the disk refuses.
    """
    check_rejected_file(path)
    written = 0
    with rejected_file(path) as add:
        for one in _rejected(session, import_ids):
            add((one.source, one.row, one.reason, one.excerpt))
            written += 1
    return written


def _rejected(session: Session, import_ids: Sequence[int]) -> Iterator[RejectedRecord]:
    for import_id in import_ids:
        last = -1
        read = partial(rejected_rows, import_id=import_id, at_most=ROWS_A_READ)
        while rows := session.run(Priority.CHUNK, partial(read, after=last)):
            yield from rows
            last = rows[-1].row
