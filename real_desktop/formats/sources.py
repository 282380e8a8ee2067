"""Files, and as what each of them is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.formats.long import LONG
from real_desktop.formats.naming import Naming, renamed
from real_desktop.formats.plain import PLAIN
from real_desktop.formats.registry import CONTAINERS, READERS
from real_desktop.formats.rows import Reader, Row, name_of
from real_desktop.formats.source import are_settings, head_of, is_known_binary, refusal
from real_desktop.formats.usual_names import with_usual_names

if TYPE_CHECKING:
    from pathlib import Path

    from real_desktop.core.records import RejectedRow
    from real_desktop.formats.rows import Container

USUAL = Naming()
SURE = 0.5
_PEEK_ROWS = 20
_PEEK_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file, the format that it is read as, and how sure that is, from 0 to 1.

    `columns` are those of the first rows under the names that the file gives them.
    """

    path: Path
    reader: Reader
    confidence: float
    columns: tuple[str, ...]
    naming: Naming = USUAL

    @property
    def is_sure(self) -> bool:
        """Whether nobody need be asked."""
        return self.confidence > SURE

    def rows(self, file: int = 0) -> Iterator[Row | RejectedRow]:
        """Stream the rows under the usual names; `file` is the place that they tell."""
        rows = _container_of(self.path).rows(self.path)
        first = list(_peek(rows))
        named = renamed(self.naming, chain(first, rows), first, name_of(self.path))
        usual = map(with_usual_names, named)
        return (replace(row, file=file) for row in usual) if file else usual


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are read as one, with the place of each among all files that are opened."""

    reader: Reader
    members: tuple[tuple[int, Source], ...]

    def rows(self) -> Iterator[Row | RejectedRow]:
        """The rows of all files, one after the other."""
        return chain.from_iterable(source.rows(place) for place, source in self.members)


def recognise(path: Path, format_name: str | None = None, naming: Naming = USUAL) -> Source:
    """Find out as what a file is to be read, by its first rows and never by its name.

    Raises UserError when it cannot be read, or when there is no format of this name.
    """
    named = _reader_named(format_name) if format_name else None
    try:
        found = list(_peek(_container_of(path).rows(path)))
    except OSError as error:
        raise UserError(f"{name_of(path)}: cannot be read ({error.strerror or error})") from error
    columns = tuple(dict.fromkeys(n for row in found if isinstance(row, Row) for n in row.columns))
    usual = map(with_usual_names, renamed(naming, iter(found), found, name_of(path)))
    first = [row for row in usual if isinstance(row, Row)]
    if named:
        return Source(path, named, 1.0, columns, naming)
    reader, confidence = _best_reader(first, naming)
    return Source(path, reader, confidence, columns, naming)


def first_rows(path: Path) -> list[Row]:
    """The rows that a file is recognised by, under the names that it gives. Raises UserError."""
    try:
        found = list(_peek(_container_of(path).rows(path)))
    except OSError as error:
        raise UserError(f"{name_of(path)}: cannot be read ({error.strerror or error})") from error
    return [row for row in found if isinstance(row, Row)]


def grouped(sources: Sequence[Source]) -> list[Group]:
    """The files in the order in which they are read; those that belong together together."""
    groups: dict[object, list[tuple[int, Source]]] = {}
    for place, source in enumerate(sources):
        key = source.reader.name if source.reader.joins else place
        groups.setdefault(key, []).append((place, source))
    return [Group(members[0][1].reader, tuple(members)) for members in groups.values()]


def _container_of(path: Path) -> Container:
    head = head_of(path)
    container = next((c for c in CONTAINERS if c.holds(head)), None)
    if container is None or is_known_binary(head) or are_settings(head):
        raise refusal(path, head)
    return container


def _reader_named(name: str) -> Reader:
    for reader in READERS:
        if reader.name == name:
            return reader
    names = ", ".join(reader.name for reader in READERS)
    raise UserError(f"there is no format called {name} to read; there are: {names}")


def _best_reader(rows: Sequence[Row], naming: Naming) -> tuple[Reader, float]:
    if naming.responses:
        return PLAIN if any("responses" in row.columns for row in rows) else LONG, 1.0
    confidence, reader = max(
        ((reader.matches(rows), reader) for reader in READERS), key=lambda each: each[0]
    )
    return (reader, confidence) if confidence > 0 else (READERS[-1], 0.0)


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
