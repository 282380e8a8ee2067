"""A project to a file that a trainer accepts, and an account of what is not in it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from real_desktop import __version__
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.formats.export_format import Content, ExportFormat
from real_desktop.formats.exports import DEFAULT_EXPORT, EXPORTS
from real_desktop.formats.rows import column_names
from real_desktop.formats.writing import (
    LineFile,
    WrittenFile,
    check_target,
    line_file,
    write_json,
)
from real_desktop.session.everything import everything
from real_desktop.session.preferences import preferences
from real_desktop.session.session import Session
from real_desktop.store.label_sources import (
    Annotators,
    annotators_named,
    everyone,
    label_sources,
)
from real_desktop.store.project_file import ProjectFile, now
from real_desktop.store.thread import Priority


@dataclass(slots=True)
class ExportReport:
    """What was written; `left_out` counts pairs by reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    files: list[Path] = field(default_factory=list)


def export(
    session: Session,
    out: Path,
    format_name: str = DEFAULT_EXPORT,
    annotators: Sequence[str] = (),
) -> Generator[Progress, None, ExportReport]:
    """Write the rows of the format, and a manifest beside them.

    A format of preferences has one row for each pair whose newest label is decisive, among the
    labels of the named annotators, people or files; without names, of all people. One of
    everything has a row for each pair and each event. Raises UserError, and writes nothing,
    when there is no row, when `out` is no place for a file, when nobody has a name, or when a
    text is not what its hash says.
    """
    if format_name not in EXPORTS:
        raise UserError(f"there is no format {format_name}; there is: {', '.join(EXPORTS)}")
    refuse_the_project(session.path, out)
    check_target(out)
    manifest = out.with_name(f"{out.name}.manifest.json")
    check_target(manifest)
    chosen, report = EXPORTS[format_name], ExportReport()
    if annotators and chosen.content is Content.EVERYTHING:
        raise UserError(f"{format_name} holds what everyone said; leave the annotators out")
    with line_file(out) as lines:
        yield from _write(session, chosen, annotators, lines, report)
        if not lines.written.rows:
            hint = "" if annotators else session.run(Priority.READ, _what_files_say)
            raise UserError(f"nothing to export: {_why_nothing(report.left_out)}{hint}")
    report.rows = lines.written.rows
    identity = session.run(Priority.READ, _identity)
    said = {"annotators": list(annotators)} if annotators else {}
    write_json(manifest, identity | _account(chosen, report, lines.written) | said)
    report.files = [out, manifest]
    return report


def _write(
    session: Session,
    chosen: ExportFormat,
    names: Sequence[str],
    lines: LineFile,
    report: ExportReport,
) -> Generator[Progress, None, None]:
    def add(record: object) -> None:
        lines.add(chosen.to_row(record))

    if chosen.content is Content.EVERYTHING:
        yield from everything(session, add)
    else:
        annotators = session.run(Priority.READ, partial(_annotators, names=names))
        yield from preferences(session, add, report.left_out, annotators, chosen.unfit)


def _annotators(project: ProjectFile, names: Sequence[str]) -> Annotators:
    return annotators_named(project, names) if names else everyone(project)


def _why_nothing(left_out: Mapping[str, int]) -> str:
    if not left_out:
        return "no pair has been chosen yet"
    reasons = ", ".join(f"{n} {reason}" for reason, n in left_out.items())
    return f"no pair is judged left or right ({reasons})"


def _what_files_say(project: ProjectFile) -> str:
    """Where only files say who won, that they can be named."""
    names = [one.name for one in label_sources(project)]
    return f"; what a file says is exported by its name: {column_names(names)}" if names else ""


def refuse_the_project(project: Path, out: Path) -> None:
    """Raise UserError if `out` is the project.

    It looks by name and by inode; to open the file would drop SQLite's lock on it.
    """
    with suppress(OSError, ValueError):
        if out.absolute() == project.absolute() or os.path.samefile(out, project):
            raise UserError(f"{out.name} is the project itself; choose another name")


def _identity(project: ProjectFile) -> dict[str, str]:
    return {"project": project.name, "project_uuid": project.uuid}


def _account(chosen: ExportFormat, report: ExportReport, written: WrittenFile) -> dict[str, object]:
    file = {"name": written.path.name, "rows": written.rows, "sha256": written.sha256}
    return {
        "format": chosen.name,
        "content": chosen.content,
        "app_version": __version__,
        "created_at": now(),
        "rows": report.rows,
        "left_out": dict(report.left_out),
        "votes": "latest" if chosen.content is Content.PREFERENCES else "all",
        "files": [file],
    }
