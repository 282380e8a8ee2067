"""Reading a file of response sets, whatever its layout."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.long import LONG
from real_desktop.formats.naming import Naming, renamed
from real_desktop.formats.plain import PLAIN
from real_desktop.formats.registry import CONTAINERS, READERS
from real_desktop.formats.responses import FEWER_THAN_TWO
from real_desktop.formats.rows import ROWS_A_STEP, Reader, Row, name_of
from real_desktop.formats.source import head_of, is_known_binary, refusal
from real_desktop.formats.usual_names import with_usual_names

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path

FIRST_REJECTED = 20
USUAL = Naming()
_PEEK_ROWS = 20
_PEEK_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file holds: the name of its format, and what would and would not be imported.

    `alone` counts rejected rows that could join a prompt which is in the project already.
    """

    format: str
    sets: int
    responses: int
    rejected: Mapping[str, int]
    first_rejected: tuple[RejectedRow, ...]
    alone: int = 0


def read(
    path: Path, format_name: str | None = None, naming: Naming = USUAL
) -> Iterator[ResponseSet | RejectedRow]:
    """Stream the response sets of a file and the rows that are none, in their order.

    Without `format_name` the format is recognised by the content. Raises UserError when the
    file as a whole cannot be read: before the first set, or where its data turns out damaged.
    """
    return (result for result in read_in_steps(path, format_name, naming) if result is not None)


def read_in_steps(
    path: Path, format_name: str | None = None, naming: Naming = USUAL
) -> Iterator[ResponseSet | RejectedRow | None]:
    """The same for a job: a None, now and then, where rows are read on and no set is ready."""
    with _as_user_errors(path):
        reader, rows = _opened(path, format_name, naming)
        yield from reader.read(rows)


def survey(path: Path, format_name: str | None = None, naming: Naming = USUAL) -> Survey:
    """Read the whole file once and count.

    Raises UserError with one sentence when there is nothing to import.
    """
    surveying = survey_in_steps(path, format_name, naming)
    while True:
        try:
            next(surveying)
        except StopIteration as finished:
            found: Survey = finished.value
            return found


def survey_in_steps(
    path: Path,
    format_name: str | None = None,
    naming: Naming = USUAL,
    *,
    may_join: bool = False,
) -> Generator[int, None, Survey]:
    """The same for a job: yields the number of rows read so far, now and then.

    With `may_join` single responses are something to import too.
    """
    with _as_user_errors(path):
        reader, rows = _opened(path, format_name, naming)
        found = yield from _counted(reader, _RowCount(rows))
    if not found.sets and not (may_join and found.alone):
        raise UserError(f"{name_of(path)}: {_nothing_found(found, reader)}")
    return found


@contextmanager
def _as_user_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(f"{name_of(path)}: cannot be read ({error.strerror or error})") from error


def _opened(
    path: Path, format_name: str | None, naming: Naming
) -> tuple[Reader, Iterator[Row | RejectedRow]]:
    named = _reader_named(format_name) if format_name else None
    head = head_of(path)
    container = next((c for c in CONTAINERS if c.holds(head)), None)
    if container is None or is_known_binary(head):
        raise refusal(path, head)
    rows = container.rows(path)
    first = list(_peek(rows))
    rows = map(with_usual_names, renamed(naming, chain(first, rows), first, name_of(path)))
    first = list(_peek(rows))
    return named or _best_reader(first, naming), chain(first, rows)


def _reader_named(name: str) -> Reader:
    for reader in READERS:
        if reader.name == name:
            return reader
    names = ", ".join(reader.name for reader in READERS)
    raise UserError(f"there is no format called {name} to read; there are: {names}")


def _best_reader(first: Iterable[Row | RejectedRow], naming: Naming) -> Reader:
    rows = [row for row in first if isinstance(row, Row)]
    if naming.responses:
        return PLAIN if any("responses" in row.columns for row in rows) else LONG
    best = max(READERS, key=lambda reader: reader.matches(rows))
    return best if best.matches(rows) > 0 else READERS[-1]


def _peek(rows: Iterator[Row | RejectedRow]) -> Iterator[Row | RejectedRow]:
    """Rows enough to recognise a format by, and not more than fit in memory easily."""
    seen = size = 0
    while seen < _PEEK_ROWS and size < _PEEK_SIZE:
        row = next(rows, None)
        if row is None:
            return
        seen += isinstance(row, Row)
        size += row.size if isinstance(row, Row) else len(row.excerpt)
        yield row


class _RowCount:
    """Counts the rows that a reader takes."""

    def __init__(self, rows: Iterator[Row | RejectedRow]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Row | RejectedRow]:
        for row in self._rows:
            self.number += 1
            yield row


def _counted(reader: Reader, rows: _RowCount) -> Generator[int, None, Survey]:
    sets = responses = alone = 0
    reasons: Counter[str] = Counter()
    first: list[RejectedRow] = []
    for number, result in enumerate(reader.read(rows), 1):
        if result is None or number % ROWS_A_STEP == 0:
            yield rows.number
        if isinstance(result, ResponseSet):
            sets += 1
            responses += len(result.responses)
        elif result is not None:
            reasons[result.reason] += 1
            alone += result.alone is not None
            first += [result] * (len(first) < FIRST_REJECTED)
    return Survey(reader.name, sets, responses, dict(reasons), tuple(first), alone)


def _nothing_found(found: Survey, reader: Reader) -> str:
    if not found.rejected:
        return "expected rows with a prompt and responses, found no rows"
    reason = max(found.rejected, key=lambda each: found.rejected[each])
    if reason == FEWER_THAN_TWO:
        return "expected at least two distinct responses to a prompt, found fewer"
    for kind, names in reader.looked_for.items():
        start = f"no {kind} column"
        if reason.startswith(start):
            looked_for = ", ".join(names[:5]) + ", ..." * (len(names) > 5)
            hint = f"{start} (looked for {looked_for}){reason.removeprefix(start)}"
            return f"{hint}; rename it, or import it with --{kind} COL"
    row = next((r.row for r in found.first_rejected if r.reason == reason), None)
    place = "" if row is None else f" (first in row {row})"
    return f"expected a prompt and responses, found no row that can be used: {reason}{place}"
