"""Reading files of response sets, whatever their layout."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.grouping import Groups, LongRow
from real_desktop.formats.model_folder import model_folder
from real_desktop.formats.rows import ROWS_A_STEP, name_of
from real_desktop.formats.sources import USUAL, Group, Source, grouped, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from real_desktop.formats.naming import Naming
    from real_desktop.formats.rows import Row


def read(
    path: Path, format_name: str | None = None, naming: Naming = USUAL
) -> Iterator[ResponseSet | RejectedRow]:
    """Stream the response sets of a file and the rows that are none.

    Without `format_name` the format is recognised by the content. Raises UserError when the
    file as a whole cannot be read: before the first set, or where its data turns out damaged.
    """
    for result in read_in_steps([recognise(path, format_name, naming)]):
        if result is not None:
            yield result


@dataclass(slots=True)
class RowCount:
    """How many rows were taken from files so far."""

    number: int = 0

    def of(self, rows: Iterator[Row | RejectedRow]) -> Iterator[Row | RejectedRow]:
        """The same rows, counted as they are taken."""
        for row in rows:
            self.number += 1
            yield row


def read_in_steps(
    sources: Sequence[Source], count: RowCount | None = None
) -> Iterator[ResponseSet | RejectedRow | None]:
    """Stream the sets of all files; a None, now and then, where rows are read on.

    Single responses to one prompt, wherever they stand, become a set at the end; those that
    find no other are rejected. Raises UserError as `read` does.
    """
    alone, count = Groups(), count or RowCount()
    for group in grouped(sources):
        with _as_user_errors(group):
            for result in _read_group(group, count):
                if isinstance(result, RejectedRow) and result.alone:
                    _set_aside(result, result.alone, alone)
                    if count.number % ROWS_A_STEP == 0:
                        yield None
                else:
                    yield result
    yield from alone.sets()


def _read_group(group: Group, count: RowCount) -> Iterator[ResponseSet | RejectedRow | None]:
    results = group.reader.read(count.of(group.rows()))
    first, _source = group.members[0]
    if first and not group.reader.joins:
        results = (_at(result, first) for result in results)
    if group.reader.model_is_folder:
        models = {place: model_folder(source.path) for place, source in group.members}
        results = (_with_models(result, models) for result in results)
    return results


def _set_aside(row: RejectedRow, alone: ResponseSet, groups: Groups) -> None:
    for response in alone.responses:
        long = LongRow(row.row, alone.messages, response, {}, alone.meta, row.excerpt)
        groups.add(replace(long, files=alone.files, lacks=row.lacks))


def _at(result: ResponseSet | RejectedRow | None, place: int) -> ResponseSet | RejectedRow | None:
    """The same as of the file at this place."""
    if isinstance(result, ResponseSet):
        return _set_at(result, place)
    if result is None:
        return None
    return replace(result, file=place, alone=result.alone and _set_at(result.alone, place))


def _set_at(one: ResponseSet, place: int) -> ResponseSet:
    responses = tuple(replace(response, file=place) for response in one.responses)
    return replace(one, responses=responses, file=place)


def _with_models(
    result: ResponseSet | RejectedRow | None, models: Mapping[int, str]
) -> ResponseSet | RejectedRow | None:
    """The same with the model of each response that says none, by the place of its file."""
    if isinstance(result, ResponseSet):
        return _named(result, models)
    if result is None or result.alone is None:
        return result
    return replace(result, alone=_named(result.alone, models))


def _named(one: ResponseSet, models: Mapping[int, str]) -> ResponseSet:
    responses = (r if r.model else replace(r, model=models[r.file]) for r in one.responses)
    return replace(one, responses=tuple(responses))


@contextmanager
def _as_user_errors(group: Group) -> Iterator[None]:
    names = ", ".join(name_of(source.path) for _place, source in group.members)
    try:
        yield
    except OSError as error:
        raise UserError(f"{names}: cannot be read ({error.strerror or error})") from error
    except sqlite3.Error as error:
        raise UserError(f"{names}: no room for temporary files ({error})") from error
