"""The commands that take vectors out of a project and bring them into one."""

from __future__ import annotations

from pathlib import Path

import click

from real_desktop.cli_options import PATH, as_json
from real_desktop.cli_output import drain, print_json, say
from real_desktop.core.counted import counted
from real_desktop.session.session import open_session, read_session


@click.group(
    "vectors",
    epilog="What the files hold: README.md, Bring your own vectors. They are Parquet with the"
    " columns text_hash or text, vector, and tokens if that is known.",
)
def vector_commands() -> None:
    """Bring your own vectors, or take the project's elsewhere."""


@vector_commands.command("export")
@click.argument("project", type=PATH)
@click.argument("file", type=PATH)
@click.option(
    "--model",
    metavar="NAME",
    help="Whose vectors; without it those that the project uses. Where a model has several kinds:"
    " NAME:PRECISION:LONG_TEXT, such as NAME:float32:window.",
)
@click.option(
    "--missing-texts",
    "is_missing",
    is_flag=True,
    help="Write the texts that have no vector yet instead, to embed them elsewhere.",
)
@as_json
def export_vectors_command(
    project: Path, file: Path, model: str | None, *, is_missing: bool, is_json: bool
) -> None:
    """Write the vectors of a model to a Parquet file."""
    from real_desktop.session.vector_export import export_missing_texts, export_vectors

    work = export_missing_texts if is_missing else export_vectors
    with read_session(project) as session:
        report = drain(work(session, file, model))
    if is_json:
        files = [str(path) for path in report.files]
        about = {"model": report.model, "fingerprint": report.fingerprint}
        print_json({"rows": report.rows, **about, "dimension": report.dimension, "files": files})
        return
    by = f" by {report.model}" if report.model else ""
    lacking = f"{counted(report.rows, 'text')} without a vector"
    what = lacking if is_missing else counted(report.rows, "vector")
    say(f"{what}{by} written to {file}")


@vector_commands.command("import")
@click.argument("project", type=PATH)
@click.argument("file", type=PATH)
@click.option(
    "--name", metavar="NAME", help="What to call the model, where the file does not say it."
)
@as_json
def import_vectors_command(project: Path, file: Path, name: str | None, *, is_json: bool) -> None:
    """Store the vectors of a Parquet file for the texts that have none by its model."""
    from real_desktop.session.vector_import import import_vectors

    with open_session(project) as session:
        report = drain(import_vectors(session, file, name))
    if is_json:
        print_json(report)
        return
    say(
        f"{counted(report.imported, 'vector')} by {report.model} imported,"
        f" {report.dimension:,} dimensions"
    )
    if report.skipped:
        say(f"{counted(report.skipped, 'text')} had a vector already")
    if report.unknown:
        say(f"{counted(report.unknown, 'row')} left out: the text is not in the project")
