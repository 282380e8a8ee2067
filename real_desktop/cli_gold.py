"""The command that makes gold of judged pairs."""

from __future__ import annotations

from pathlib import Path

import click

from real_desktop.cli_options import PATH, as_json
from real_desktop.cli_output import drain, print_json, say
from real_desktop.core.counted import counted
from real_desktop.session.session import open_session


@click.command("gold")
@click.argument("project", type=PATH)
@click.option(
    "--pairs",
    "pair_uuids",
    metavar="UUID",
    multiple=True,
    required=True,
    help="A judged pair by its uuid, or several in quotes; again for each further one.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Where they go."
)
@as_json
def gold_command(project: Path, pair_uuids: tuple[str, ...], seed: int, *, is_json: bool) -> None:
    """Ask judged pairs again, unmarked, to see who agrees with what was said of them."""
    from real_desktop.session.gold import promote

    wanted = [uuid for some in pair_uuids for uuid in some.replace(",", " ").split()]
    if not wanted:
        raise click.UsageError("--pairs names no pair; give the uuid of a judged one.")
    with open_session(project) as session:
        report = drain(promote(session, wanted, seed))
    if is_json:
        print_json(report)
        return
    say(f"{counted(report.promoted, 'pair')} promoted to gold")
    if report.already:
        were = "was" if report.already == 1 else "were"
        say(f"{counted(report.already, 'pair')} {were} gold already")
