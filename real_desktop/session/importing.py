"""Files of response sets into the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress, reported
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.naming import Naming
from real_desktop.formats.reading import USUAL, Survey, read_in_steps, survey_in_steps
from real_desktop.formats.responses import FEWER_THAN_TWO
from real_desktop.session.session import Session
from real_desktop.store import imports
from real_desktop.store.import_removal import drop_import, drop_unfinished
from real_desktop.store.imports import Added
from real_desktop.store.thread import Priority

NOTHING_JOINS = (
    "expected two distinct responses to a prompt, or one to a prompt that is in the project;"
    " found neither"
)


@dataclass(frozen=True, slots=True)
class SurveyedFile:
    """A file that was read once and has at least one usable response set."""

    path: Path
    survey: Survey
    naming: Naming = USUAL


@dataclass(slots=True)
class ImportReport:
    """What importing added; `rejected` counts rows by reason."""

    format: str
    added: Added = field(default_factory=Added)
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejected: list[tuple[str, RejectedRow]] = field(default_factory=list)


def survey_files(
    paths: Sequence[Path],
    format_name: str | None = None,
    naming: Naming = USUAL,
    *,
    may_join: bool = False,
) -> Generator[Progress, None, list[SurveyedFile]]:
    """Read every file once without writing anything. Raises UserError at the first unusable.

    With `may_join`, for a project that has prompts, single responses to those are of use too.
    """
    surveyed = []
    for path in paths:
        yield Progress("Reading", detail=path.name)
        show = partial(Progress, "Reading", total=None, unit="rows", detail=path.name)
        try:
            steps = survey_in_steps(path, format_name, naming, may_join=may_join)
            survey = yield from reported(steps, show)
        except UserError as error:
            if len(paths) == 1:
                raise
            raise UserError(f"{error}; nothing was imported from the other files either") from error
        surveyed.append(SurveyedFile(path, survey, naming))
    return surveyed


def import_files(
    session: Session, files: Sequence[SurveyedFile]
) -> Generator[Progress, None, ImportReport]:
    """Write the files' response sets; each file's become visible when all of them are there.

    Closing the generator takes the unfinished file out again and keeps the finished ones.
    """
    report = ImportReport(", ".join(dict.fromkeys(one.survey.format for one in files)))
    total = sum(one.survey.sets for one in files)
    done = 0
    for one in files:
        for added_sets in _import_file(session, one, report):
            done += added_sets
            yield Progress("Importing", done, total, "prompts", one.path.name)
    return report


def _import_file(session: Session, one: SurveyedFile, report: ImportReport) -> Iterator[int]:
    run = partial(session.run, Priority.CHUNK)
    begin = partial(imports.begin_import, source=one.path.name, format_name=one.survey.format)
    run(drop_unfinished)
    import_id = run(begin)
    added = Added()
    try:
        results = read_in_steps(one.path, one.survey.format, one.naming)
        for rows in _chunks(results, session.chunk_rows):
            if rows:
                added += run(partial(imports.add_rows, import_id=import_id, rows=rows))
            yield sum(isinstance(row, ResponseSet) for row in rows)
        if not one.survey.sets and not added.joined:
            raise UserError(f"{one.path.name}: {NOTHING_JOINS}")
        rejected = _rejected(one.survey, added)
        counts = {
            "prompts": added.prompts,
            "responses": added.responses,
            "duplicates": added.duplicates,
            "rejected": rejected,
        }
        run(partial(imports.finish_import, import_id=import_id, counts=counts))
    except BaseException:
        run(partial(drop_import, import_id=import_id))
        raise
    report.added += added
    report.rejected.update(rejected)
    report.first_rejected += [
        (one.path.name, row) for row in one.survey.first_rejected if row.row not in added.joined
    ]


def _rejected(survey: Survey, added: Added) -> dict[str, int]:
    """The rejected rows by reason, without those that have joined a prompt after all."""
    counts = Counter(survey.rejected)
    counts[FEWER_THAN_TWO] -= len(added.joined)
    return dict(+counts)


def _chunks(
    results: Iterator[ResponseSet | RejectedRow | None], size: int
) -> Iterator[list[ResponseSet | RejectedRow]]:
    """At most `size` rows each; fewer or none where the reader says that it reads on."""
    chunk: list[ResponseSet | RejectedRow] = []
    for result in results:
        if result is not None:
            chunk.append(result)
        if result is None or len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
