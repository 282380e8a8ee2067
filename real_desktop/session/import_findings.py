"""Reading files before an import: first what they are, then what they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import ResponseSet
from real_desktop.formats.folders import files_in
from real_desktop.formats.reading import RowCount, read_in_steps
from real_desktop.formats.rows import Row, beginning, name_of
from real_desktop.formats.sources import Source, first_rows, grouped, recognise
from real_desktop.formats.surveying import Survey
from real_desktop.formats.tally import FIRST_SETS
from real_desktop.formats.usual_names import usual_name
from real_desktop.session.import_request import ImportRequest
from real_desktop.session.importing import survey_sources

EXAMPLE_CHARACTERS = 80
ROWS_FOR_FIRST_SETS = 100


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file and what it is read as, or why it cannot be.

    `examples` has the beginning of the first value in each column; `lacks` are the kinds of
    columns, prompt or response, that neither the usual names nor the person's own find.
    """

    path: Path
    source: Source | None = None
    fault: str = ""
    examples: Mapping[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the file as it can be shown."""
        return name_of(self.path)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of some files: `survey` is None until all of them have been counted.

    `columns` are those of all files, with the beginning of a value each; the columns of files
    that lack some come first.
    """

    request: ImportRequest
    files: tuple[FoundFile, ...]
    columns: tuple[tuple[str, str], ...] = ()
    first_sets: tuple[ResponseSet, ...] = ()
    survey: Survey | None = None

    @property
    def sources(self) -> list[Source]:
        """The files that can be read, in their order."""
        return [file.source for file in self.files if file.source]


def find(request: ImportRequest) -> Generator[Progress, None, Findings]:
    """Find out what every file is, by its beginning. No file stops the others."""
    files: list[FoundFile] = []
    for path, fault in _each_file(request):
        yield Progress("Reading", detail=name_of(path))
        files.append(FoundFile(path, fault=fault) if fault else _found(path, request))
    found = Findings(request, tuple(files), _columns(files))
    return replace(found, first_sets=_first_sets(found.sources))


def count(found: Findings) -> Generator[Progress, None, Findings]:
    """Read the files to their ends and count; one that turns out damaged is left out."""
    try:
        survey = yield from survey_sources(found.sources)
        return replace(found, survey=survey)
    except UserError:
        faults = yield from _faults(found.sources)
    files = [
        replace(file, source=None, fault=faults[file.path]) if file.path in faults else file
        for file in found.files
    ]
    rest = replace(found, files=tuple(files))
    survey = yield from survey_sources(rest.sources)
    return replace(rest, survey=survey)


def _faults(sources: Sequence[Source]) -> Generator[Progress, None, dict[Path, str]]:
    """Why files cannot be read to their ends, found by reading each group for itself."""
    faults: dict[Path, str] = {}
    for group in grouped(sources):
        members = [source for _place, source in group.members]
        try:
            yield from survey_sources(members)
        except UserError as error:
            faults |= {source.path: str(error) for source in members}
    return faults


def _each_file(request: ImportRequest) -> Iterator[tuple[Path, str]]:
    """Every file, those of folders too, or a folder and why it has none."""
    seen = set(request.left_out)
    for path in request.paths:
        try:
            files, fault = tuple(files_in(path)), ""
        except UserError as error:
            files, fault = (path,), str(error)
        for file in files:
            if file not in seen:
                seen.add(file)
                yield file, fault


def _found(path: Path, request: ImportRequest) -> FoundFile:
    try:
        source = recognise(path, request.format_name)
        naming = request.naming
        if naming.columns and set(naming.columns) <= set(source.columns):
            source = recognise(path, request.format_name, naming)
        examples = _examples(first_rows(path))
    except UserError as error:
        return FoundFile(path, fault=str(error))
    return FoundFile(path, source, examples=examples, lacks=_lacking(source))


def _examples(rows: Sequence[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.columns.items():
            if not found.get(name):
                found[name] = _example(value)
    return found


def _example(value: object) -> str:
    if value is None:
        return ""
    text = value[: 4 * EXAMPLE_CHARACTERS] if isinstance(value, str) else beginning(value)
    line = " ".join(text.split())
    return line if len(line) <= EXAMPLE_CHARACTERS else f"{line[: EXAMPLE_CHARACTERS - 1]}…"


def _columns(files: Sequence[FoundFile]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for file in sorted(files, key=lambda file: not file.lacks):
        for name, example in file.examples.items():
            found[name] = found.get(name) or example
    return tuple(found.items())


def _lacking(source: Source) -> tuple[str, ...]:
    there = {usual_name(name) for name in source.columns}
    named = {"prompt": source.naming.prompt, "response": source.naming.responses}
    return tuple(
        kind
        for kind, names in source.reader.looked_for.items()
        if not named.get(kind) and there.isdisjoint(names)
    )


def _first_sets(sources: Sequence[Source]) -> tuple[ResponseSet, ...]:
    """The first sets of the first file whose sets stand in its first rows."""
    for source in sources:
        if not source.reader.joins:
            return _beginning_of(source)
    return ()


def _beginning_of(source: Source) -> tuple[ResponseSet, ...]:
    sets: list[ResponseSet] = []
    rows = RowCount()
    try:
        for result in read_in_steps([source], rows):
            if isinstance(result, ResponseSet):
                sets.append(result)
            if len(sets) == FIRST_SETS or rows.number >= ROWS_FOR_FIRST_SETS:
                break
    except UserError:
        return ()
    return tuple(sets)
