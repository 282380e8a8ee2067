"""Rows: what a container gives and a reader understands."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow, ResponseSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

BOM = "\ufeff"
EXCERPT_LENGTH = 200
NOT_UTF8 = "not valid UTF-8"
ROWS_A_STEP = 200
SHOWN_COLUMNS = 8
_SURROGATE = re.compile("[\ud800-\udfff]")


class RowError(Exception):
    """A row cannot be used; its text is the reason, the same for every row with this fault."""


class AloneError(RowError):
    """A row has a single response, which makes no pair; `alone` is its set all the same."""

    def __init__(self, reason: str, alone: ResponseSet) -> None:
        super().__init__(reason)
        self.alone = alone


@dataclass(slots=True)  # making a frozen one takes half as long as parsing a row
class Row:
    """One object of a file, before anything is known about its columns.

    `number` counts lines or elements from 1; `source` is how the row begins in the file and
    `size` about its length there, where the container knows them. `file` is the place of its
    file among those that are read together, from 0.
    """

    number: int
    columns: Mapping[str, Any]
    source: str = ""
    size: int = 0
    file: int = 0

    @property
    def start(self) -> str:
        """How the row begins, to find it by."""
        return excerpt(self.source or beginning(self.columns))

    def reject(self, reason: str) -> RejectedRow:
        """This row as one that is not imported."""
        return RejectedRow(self.number, reason, self.start, file=self.file)


@dataclass(frozen=True, slots=True)
class Container:
    """A way to keep rows in a file, such as JSON.

    `holds` looks at the first bytes of the file; `rows` streams it and raises UserError when
    the file as a whole cannot be read.
    """

    name: str
    holds: Callable[[bytes], bool]
    rows: Callable[[Path], Iterator[Row | RejectedRow]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to understand rows as response sets.

    `name` is what the command line calls it, `title` what a person does, and `sign` by what it
    is known: it ends the sentence "recognised by ...". `matches` gives a confidence from 0 to 1
    for the first rows of a file. `read` passes on the rows that the container rejected; a None
    says that it read rows on, for whoever wants to stop. It raises UserError, without the name
    of the file, when all rows together lack something; `looked_for` names, for each kind of
    column that must be there, the columns that would do.

    With `joins` the rows of several files are read as if they were one, for one file alone may
    not hold a whole set; their `file` tells them apart. With `model_is_folder` the folder of a
    file is the model that wrote it, where the rows do not say.
    """

    name: str
    matches: Callable[[Sequence[Row]], float]
    read: Callable[[Iterable[Row | RejectedRow]], Iterator[ResponseSet | RejectedRow | None]]
    looked_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    sign: str = ""
    joins: bool = False
    model_is_folder: bool = False


def row_by_row(
    to_set: Callable[[Row], ResponseSet],
) -> Callable[[Iterable[Row | RejectedRow]], Iterator[ResponseSet | RejectedRow]]:
    """The `read` of a reader that makes one set of one row; `to_set` may raise RowError."""

    def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow]:
        for row in rows:
            yield row if isinstance(row, RejectedRow) else _converted(row, to_set)

    return read


def set_aside(
    rows: Iterable[Row | RejectedRow], put: Callable[[Row], None]
) -> Iterator[RejectedRow | None]:
    """The first half of a `read` that needs all rows before the first set: hand each to `put`.

    What is rejected comes through, by the container or by a RowError of `put`.
    """
    for count, row in enumerate(rows, 1):
        if count % ROWS_A_STEP == 0:
            yield None
        if isinstance(row, RejectedRow):
            yield row
            continue
        try:
            put(row)
        except RowError as fault:
            yield row.reject(str(fault))


def share_of(rows: Sequence[Row], fits: Callable[[Row], bool]) -> float:
    """The share of the rows that fit, from 0 to 1; 0 without rows."""
    return sum(map(fits, rows)) / len(rows) if rows else 0.0


def has_lone_surrogate(text: str) -> bool:
    """Whether the text holds half a character, which UTF-8 and SQLite cannot store."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def excerpt(text: str) -> str:
    """The beginning of a text, safe to store."""
    return _SURROGATE.sub("\ufffd", text[:EXCERPT_LENGTH])


def beginning(value: object) -> str:
    """How a value begins as JSON text; it is never written out whole."""
    text = ""
    for chunk in json.JSONEncoder(ensure_ascii=False).iterencode(value):
        text += chunk[:EXCERPT_LENGTH]
        if len(text) >= EXCERPT_LENGTH:
            break
    return text


def name_of(path: Path) -> str:
    """The file name as it stands in a sentence, without anything that cannot be shown."""
    return _shown(path.name or str(path), 100)


def column_names(columns: Iterable[str]) -> str:
    """The columns as they stand in a sentence; long names and long lists are shortened."""
    names = [_shown(name, 40) for name in islice(columns, SHOWN_COLUMNS + 1)]
    if not names:
        return "nothing"
    return ", ".join(names[:SHOWN_COLUMNS] + ["..."] * (len(names) > SHOWN_COLUMNS))


def check_names(names: Sequence[str], file_name: str) -> None:
    """Raise UserError when two columns of a table have one name: one of them would be lost."""
    name, times = Counter(names).most_common(1)[0] if names else ("", 0)
    if times > 1:
        raise UserError(f"{file_name}: found {times} columns called {column_names([name])}")


def _converted(row: Row, to_set: Callable[[Row], ResponseSet]) -> ResponseSet | RejectedRow:
    try:
        return to_set(row)
    except AloneError as fault:
        return replace(row.reject(str(fault)), alone=fault.alone)
    except RowError as fault:
        return row.reject(str(fault))


def _shown(text: str, length: int) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:length])
