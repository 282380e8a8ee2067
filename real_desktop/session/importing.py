"""Files of response sets into the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress, reported
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.folders import files_in
from real_desktop.formats.naming import Naming
from real_desktop.formats.reading import read_in_steps
from real_desktop.formats.refusals import refusals
from real_desktop.formats.responses import FEWER_THAN_TWO
from real_desktop.formats.sources import USUAL, Source, recognise
from real_desktop.formats.surveying import Survey, format_names, survey_in_steps
from real_desktop.formats.tally import Tally
from real_desktop.session.removing import take_out
from real_desktop.session.session import Session
from real_desktop.store import imports
from real_desktop.store.adding import Added, Adding, FileAdded
from real_desktop.store.import_removal import drop_unfinished
from real_desktop.store.thread import Priority

NOTHING_JOINS = (
    "expected two distinct responses to a prompt, or one to a prompt that is in the project;"
    " found neither"
)


CHARACTERS_A_ROW = 1_000
LEAST_CHARACTERS = 100_000
"""A chunk of rows is at most so long: long rows take longer, and are in memory together."""


@dataclass(slots=True)
class ImportReport:
    """What importing added; `rejected` counts rows by reason.

    `import_ids` are the imports of the files in the order in which they were given.
    """

    format: str
    added: Added = field(default_factory=Added)
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejected: list[tuple[str, RejectedRow]] = field(default_factory=list)
    oddities: Counter[str] = field(default_factory=Counter)
    import_ids: tuple[int, ...] = ()


def recognise_files(
    paths: Iterable[Path], format_name: str | None = None, naming: Naming = USUAL
) -> list[Source]:
    """Every file, those in a folder one by one, and what it is to be read as.

    Raises UserError at the first that cannot be read.
    """
    files = [file for path in paths for file in files_in(path)]
    with_others = len(files) > 1
    sources = []
    for file in files:
        try:
            sources.append(recognise(file, format_name, naming))
        except UserError as error:
            raise _of_all(str(error), with_others=with_others) from error
    return sources


def survey_files(
    paths: Sequence[Path],
    format_name: str | None = None,
    naming: Naming = USUAL,
    *,
    may_join: bool = False,
) -> Generator[Progress, None, Survey]:
    """Read every file once without writing anything. Raises UserError at the first unusable.

    With `may_join`, for a project that has prompts, single responses to those are of use too.
    """
    yield Progress("Reading", detail=paths[0].name if paths else "")
    sources = recognise_files(paths, format_name, naming)
    survey = yield from survey_sources(sources)
    for sentence in refusals(survey.tally, sources, may_join=may_join).values():
        raise _of_all(sentence, with_others=len(sources) > 1)
    return survey


def survey_sources(sources: Sequence[Source]) -> Generator[Progress, None, Survey]:
    """Count what the files hold, usable or not. Raises UserError when one cannot be read."""
    detail = sources[0].path.name if len(sources) == 1 else f"{len(sources)} files"
    show = partial(Progress, "Reading", total=None, unit="rows", detail=detail)
    return (yield from reported(survey_in_steps(sources), show))


def import_files(
    session: Session, sources: Sequence[Source], total: int | None = None
) -> Generator[Progress, None, ImportReport]:
    """Write the response sets of all files; they become visible together at the end.

    `total` is how many sets there are, if that is known. Closing the generator takes all of it
    out again. Raises UserError, and leaves nothing, when a file gives nothing or cannot be
    read to its end.
    """
    run = partial(session.run, Priority.CHUNK)
    report, tally = ImportReport(format_names(sources)), Tally()
    run(drop_unfinished)
    has_prompts = run(imports.has_imports)
    files = [(source.path.name, source.reader.name) for source in sources]
    import_ids = run(partial(imports.begin_imports, files=files))
    report.import_ids, adding = tuple(import_ids), Adding(import_ids)
    try:
        for rows in _chunks(read_in_steps(sources), session.chunk_rows):
            for row in rows:
                tally.add(row)
            if rows:
                run(partial(adding.add, rows=rows))
            yield Progress("Importing", tally.sets, total, "prompts", _detail(sources))
        report.added = adding.result()
        _check_useful(tally, sources, report.added, may_join=has_prompts)
        _account(report, tally, sources)
        run(partial(imports.finish_imports, import_ids=import_ids, counts=_counts(report, tally)))
    except BaseException:
        take_out(session, import_ids)
        raise
    return report


def _detail(sources: Sequence[Source]) -> str:
    return sources[0].path.name if len(sources) == 1 else f"{len(sources)} files"


def _check_useful(tally: Tally, sources: Sequence[Source], added: Added, *, may_join: bool) -> None:
    partners = [tally.partners[file] for file, one in added.by_file.items() if one.joined]
    joined = set().union(*partners)
    for place, sentence in refusals(tally, sources).items():
        if place in joined:
            continue
        is_single = may_join and place in tally.could_join
        fault = f"{sources[place].path.name}: {NOTHING_JOINS}" if is_single else sentence
        raise _of_all(fault, with_others=len(sources) > 1)


def _of_all(sentence: str, *, with_others: bool) -> UserError:
    rest = "; nothing was imported from the other files either" if with_others else ""
    return UserError(f"{sentence}{rest}")


def _account(report: ImportReport, tally: Tally, sources: Sequence[Source]) -> None:
    report.rejected = Counter(tally.rejected)
    report.rejected[FEWER_THAN_TWO] -= report.added.joined
    report.rejected = +report.rejected
    report.oddities = tally.oddities
    report.first_rejected = [
        (sources[row.file].path.name, row)
        for row in sorted(tally.first_rejected, key=lambda row: (row.file, row.row))
        if (row.file, row.row) not in report.added.first_joined
    ]


def _counts(report: ImportReport, tally: Tally) -> dict[int, dict[str, object]]:
    """What the log of imports says of each file, by its place."""
    counts: dict[int, dict[str, object]] = {}
    for place in report.added.by_file.keys() | tally.reasons.keys():
        one = report.added.by_file.get(place, FileAdded())
        rejected = Counter(tally.reasons.get(place, Counter()))
        rejected[FEWER_THAN_TWO] -= one.joined
        counts[place] = {
            "prompts": one.prompts,
            "responses": one.responses,
            "duplicates": one.duplicates,
            "preferences": one.preferences,
            "rejected": dict(+rejected),
        }
    return counts


def _chunks(
    results: Iterator[ResponseSet | RejectedRow | None], size: int
) -> Iterator[list[ResponseSet | RejectedRow]]:
    """At most `size` rows each, and fewer where they are long or say much of who won.

    An empty one, now and then, says that rows are read on.
    """
    chunk: list[ResponseSet | RejectedRow] = []
    most, characters, said = max(LEAST_CHARACTERS, size * CHARACTERS_A_ROW), 0, 0
    for result in results:
        if result is not None:
            chunk.append(result)
        if isinstance(result, ResponseSet):
            characters += sum([len(response.text) for response in result.responses])
            said += len(result.preferences)
        if result is None:
            yield []
        elif len(chunk) + said >= size or characters >= most:
            yield chunk
            chunk, characters, said = [], 0, 0
    if chunk:
        yield chunk
