"""The command line: the same work as the window, without a screen."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from real_desktop import __version__
from real_desktop.cli_gold import gold_command
from real_desktop.cli_options import PATH, as_json
from real_desktop.cli_output import drain, listed, print_json, say
from real_desktop.cli_select import select_command
from real_desktop.cli_vectors import vector_commands
from real_desktop.core.collecting import seldom_collected
from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.formats.exports import DEFAULT_EXPORT, EXPORTS
from real_desktop.session.places import log_file
from real_desktop.session.session import open_session, read_session

BUG = 1
ERROR = 2
INTERRUPTED = 128 + signal.SIGINT


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command: real-desktop [PROJECT.real | FILE...] opens the window.",
)
@click.version_option(__version__, prog_name="real-desktop")
def commands() -> None:
    """Make preference data: judge the response pairs that teach most."""


@commands.command("demo")
def demo_command() -> None:
    """Open the sample project in the window."""
    raise UserError("demo takes no options; run: real-desktop demo")


@commands.command("import")
@click.argument("project", type=PATH)
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format_name", help="Read the files as this format.")
@click.option("--prompt", metavar="COL", help="The column of the prompt.")
@click.option(
    "--response",
    "responses",
    metavar="COL",
    multiple=True,
    help="The column of the responses; again for each further one.",
)
@click.option(
    "--rejected",
    type=PATH,
    metavar="FILE",
    help="Write the rows that cannot be used to a new file, .csv or .jsonl.",
)
@as_json
def import_command(
    project: Path,
    files: tuple[Path, ...],
    format_name: str | None,
    prompt: str | None,
    responses: tuple[str, ...],
    rejected: Path | None,
    *,
    is_json: bool,
) -> None:
    """Read response sets into a project, which is made if it is not there."""
    from real_desktop.formats.naming import Naming
    from real_desktop.formats.rejected_file import check_rejected_file
    from real_desktop.session.import_account import keep_rejected, recognised, sentences
    from real_desktop.session.importing import import_files, recognise_files
    from real_desktop.session.making import check_place, open_or_make

    check_place(project)
    if rejected:
        check_rejected_file(rejected)
    naming = Naming(prompt, responses)
    sources = recognise_files(files, format_name, naming)
    with open_or_make(project) as session:
        with seldom_collected():
            report = drain(import_files(session, sources))
        kept = keep_rejected(session, report.import_ids, rejected) if rejected else 0
    if is_json:
        print_json(
            {
                "format": report.format,
                "prompts": report.added.prompts,
                "responses": report.added.responses,
                "duplicates": report.added.duplicates,
                "preferences": report.added.preferences,
                "rejected": dict(report.rejected),
            }
        )
        return
    for sentence in (*map(recognised, sources), *sentences(report)):
        say(sentence)
    if rejected:
        say(f"{counted(kept, 'rejected row')} written to {rejected}")


@commands.command("embed")
@click.argument("project", type=PATH)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="auto",
    show_default=True,
    help="Where the model runs.",
)
@click.option(
    "--model",
    metavar="NAME_OR_FOLDER",
    help="The embedding model; without it the project's own, or the one that is installed.",
)
@click.option(
    "--precision",
    type=click.Choice(["auto", "float32", "bfloat16"]),
    help="Auto, the default, takes the fastest that gives the same vectors.",
)
@click.option(
    "--long-text",
    type=click.Choice(["window", "truncate"]),
    help="Average over the whole text, the default, or cut off what is behind the model's window.",
)
@as_json
def embed_command(
    project: Path,
    device: str,
    model: str | None,
    precision: str | None,
    long_text: str | None,
    *,
    is_json: bool,
) -> None:
    """Compute the vectors of the responses that have none yet."""
    from real_desktop.cli_models import embedder_as_told
    from real_desktop.session.embedding import embed

    with open_session(project) as session:
        embedder = embedder_as_told(session, model, device, precision, long_text)
        report = drain(embed(session, embedder))
    if is_json:
        print_json({name: value for name, value in asdict(report).items() if name != "why"})
        return
    if report.why:
        say(report.why)
    if report.embedded:
        say(
            f"{counted(report.embedded, 'text')} embedded with {report.model} on {report.device}"
            f" in {report.seconds:.1f} s ({report.embedded / report.seconds:.0f} a second)"
        )
    if report.skipped:
        say(f"{counted(report.skipped, 'text')} had a vector already")
    if report.failed:
        say(f"{counted(report.failed, 'text')} got no usable vector")


@commands.command("export")
@click.argument("project", type=PATH)
@click.argument("out", type=PATH)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(EXPORTS)),
    default=DEFAULT_EXPORT,
    show_default=True,
    help="What to write; raw is every pair and every event.",
)
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Only labels of this person or file; again for each further one. Else all persons.",
)
@as_json
def export_command(
    project: Path, out: Path, format_name: str, annotators: tuple[str, ...], *, is_json: bool
) -> None:
    """Write the decisive labels to a file for DPO trainers, or everything there is."""
    from real_desktop.session.exporting import export

    with read_session(project) as session:
        report = drain(export(session, out, format_name, annotators))
    if is_json:
        files = [str(path) for path in report.files]
        print_json({"rows": report.rows, "left_out": dict(report.left_out), "files": files})
        return
    say(f"{counted(report.rows, 'row')} written to {out}")
    if report.left_out:
        say(f"left out: {listed(report.left_out)}")


@commands.command("stats")
@click.argument("project", type=PATH)
@as_json
def stats_command(project: Path, *, is_json: bool) -> None:
    """Count what is in a project, and hold the strategy against the control."""
    from real_desktop.session.evidence import read_labels
    from real_desktop.session.evidence_report import evidence_object, evidence_sentences
    from real_desktop.session.statistics import source_agreements, source_counts, stats
    from real_desktop.store.thread import Priority

    with read_session(project) as session:
        counts = asdict(stats(session))
        sources = session.run(Priority.READ, source_counts)
        compared = session.run(Priority.READ, source_agreements)
        labels = read_labels(session).result()
    found = labels.evidence()
    if is_json:
        print_json(counts | {"sources": sources, "evidence": evidence_object(found)})
        return
    for name, value in counts.items():
        say(f"{name:<10} {listed(value) if isinstance(value, dict) else f'{value:,}'}")
    for name, source in sources.items():
        say(f"{'source':<10} {name}: {counted(source['labels'], 'label')}")
    for line in (*(one.all_words for one in compared), *evidence_sentences(found)):
        say(line)


@commands.command("install-desktop-entry")
@as_json
def install_desktop_entry_command(*, is_json: bool) -> None:
    """Put the program into the menu of this user's Linux desktop, and open .real files with it."""
    from real_desktop.session.desktop_entry import install_desktop_entry
    from real_desktop.session.launcher import launcher

    _say_files("installed", install_desktop_entry(launcher()), is_json=is_json)


@commands.command("remove-desktop-entry")
@as_json
def remove_desktop_entry_command(*, is_json: bool) -> None:
    """Delete what install-desktop-entry wrote, and nothing else."""
    from real_desktop.session.desktop_entry import remove_desktop_entry

    _say_files("removed", remove_desktop_entry(), is_json=is_json)


commands.add_command(select_command)
commands.add_command(vector_commands)
commands.add_command(gold_command)

COMMANDS = frozenset(commands.commands)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code; an error is one sentence on stderr."""
    try:
        commands.main(args=list(arguments), prog_name="real-desktop", standalone_mode=False)
    except UserError as error:
        return _fail(str(error))
    except click.ClickException as error:
        return _fail(error.format_message())
    except OSError as error:
        return _fail(_words_for(error))
    except (KeyboardInterrupt, click.Abort):
        click.echo(_stopped(arguments), err=True)
        return INTERRUPTED
    except Exception:
        return _write_down()
    return 0


STOPPED = {
    "import": "nothing of these files is kept",
    "embed": "what is embedded so far is kept; the same command goes on from there",
    "select": "the pairs go into the queue all together or not at all",
    "export": "each file is written whole or not at all",
    "gold": "the pairs become gold all together or not at all",
    "vectors": "a file is written whole or not at all; what is imported so far is kept, and the"
    " same command goes on from there",
}
"""What is true of each command that Ctrl+C ended."""


def _stopped(arguments: Sequence[str]) -> str:
    what = STOPPED.get(arguments[0]) if arguments else None
    return f"stopped; {what}" if what else "stopped"


def refuse_missing(name: str) -> int:
    """Say that a name on the command line means nothing, and return the exit code."""
    if Path(name).suffix:
        return _fail(f"{name} does not exist")
    return _fail(f"there is no command or file {name}; see real-desktop --help")


def _write_down() -> int:
    """A bug: its traceback goes to the log, one sentence to the person."""
    try:
        with log_file().open("a", encoding="utf-8") as log:
            traceback.print_exc(file=log)
        where = f"it is written down in {log_file()}"
    except OSError as error:
        where = f"it could not be written down ({_words_for(error)})"
    click.echo(f"real-desktop: something went wrong that should not have; {where}", err=True)
    return BUG


def _words_for(error: OSError) -> str:
    """What the system refused: a name that is too long, a folder that may not be read."""
    why = error.strerror or str(error)
    return why if error.filename is None else f"{error.filename}: {why}"


def _fail(sentence: str) -> int:
    click.echo(f"real-desktop: {sentence}", err=True)
    return ERROR


def _say_files(done: str, paths: Sequence[Path], *, is_json: bool) -> None:
    if is_json:
        print_json({done: [str(path) for path in paths]})
        return
    say(f"{counted(len(paths), 'file')} {done}")
    for path in paths:
        say(f"  {path}")
