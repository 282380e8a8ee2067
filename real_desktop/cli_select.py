"""The command that chooses which pairs are asked."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from real_desktop.cli_options import PATH, as_json
from real_desktop.cli_output import drain, print_json, say
from real_desktop.core.counted import counted
from real_desktop.core.strategies import STRATEGIES
from real_desktop.session.select_options import (
    LARGEST_SEED,
    MOST_PAIRS,
    PROMPT_CHOICES,
    SelectOptions,
)
from real_desktop.session.session import open_session, read_session

if TYPE_CHECKING:
    from real_desktop.session.selecting import SelectReport
    from real_desktop.session.selection_preview import SelectionPreview

DEFAULT = SelectOptions()


def _refuse_nan(
    _context: click.Context, _parameter: click.Parameter, value: float | None
) -> float | None:
    """FloatRange lets it through, since it is neither below nor above anything."""
    if value is not None and math.isnan(value):
        raise click.BadParameter(f"{value} is not a number.")
    return value


@click.command("select")
@click.argument("project", type=PATH)
@click.option(
    "--strategy",
    default=DEFAULT.strategy,
    show_default=True,
    help=f"The rule that chooses in each set: {', '.join(STRATEGIES)}.",
)
@click.option(
    "--model",
    metavar="NAME",
    help="Compare by the vectors of this model; without it by those that the project uses."
    " Where a model has several kinds: NAME:PRECISION:LONG_TEXT, such as NAME:float32:window.",
)
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True)
@click.option(
    "--prompts",
    type=click.Choice(PROMPT_CHOICES),
    default=DEFAULT.prompts,
    show_default=True,
    help="Which prompts are asked about where the budget is smaller than the data.",
)
@click.option(
    "--budget",
    type=click.IntRange(1, MOST_PAIRS),
    metavar="N",
    help="At most so many pairs, the control and the repeats among them.",
)
@click.option(
    "--pairs-per-prompt",
    type=click.IntRange(1, MOST_PAIRS),
    default=DEFAULT.pairs_per_prompt,
    show_default=True,
    help="How many pairs a prompt is to have; no two responses are asked about twice.",
)
@click.option(
    "--control",
    type=click.FloatRange(0, 1),
    callback=_refuse_nan,
    default=DEFAULT.control,
    show_default=True,
    help="The share of prompts that gets random pairs.",
)
@click.option(
    "--repeats",
    type=click.FloatRange(0, 1),
    callback=_refuse_nan,
    default=DEFAULT.repeats,
    show_default=True,
    help="The share of pairs that is asked again, at least 20 pairs later and swapped.",
)
@click.option(
    "--ceiling",
    type=click.FloatRange(-1, 1),
    callback=_refuse_nan,
    metavar="C",
    help="A set whose least similar pair is above it is asked last; without it, it is found.",
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be asked, write nothing.")
@as_json
def select_command(
    project: Path, *, is_dry: bool, is_json: bool, **chosen: str | int | float | None
) -> None:
    """Choose the pairs that teach most and put them into the queue."""
    from real_desktop.session.selecting import select
    from real_desktop.session.selection_preview import preview

    options = SelectOptions(**chosen)  # type: ignore[arg-type]
    options.check()
    if is_dry:
        with read_session(project) as session:
            found = drain(preview(session, options))
        _tell_preview(found, options, is_json=is_json)
        return
    with open_session(project) as session:
        report = drain(select(session, options))
    if is_json:
        print_json(_counts(report))
        return
    say(f"{counted(report.pairs, 'pair')} chosen of {report.possible:,} possible, {_among(report)}")
    _say_left_out(report)


def _counts(found: SelectReport | SelectionPreview) -> dict[str, object]:
    """What both say in JSON; a preview has no selection."""
    return {
        "selection": getattr(found, "selection", None),
        "pairs": found.pairs,
        "control": found.control,
        "repeats": found.repeats,
        "possible": found.possible,
        "left_out": dict(found.left_out),
    }


def _tell_preview(found: SelectionPreview, options: SelectOptions, *, is_json: bool) -> None:
    if is_json:
        more = ("saving", "hours", "length_correlation", "likely_ties", "ceiling", "long_texts")
        print_json(_counts(found) | {name: getattr(found, name) for name in more})
        return
    if found.problem:
        say(found.problem)
        return
    say(
        f"{counted(found.pairs, 'pair')} would be asked of {found.possible:,} possible,"
        f" {_among(found)}"
    )
    _say_left_out(found)
    for sentence in found.sentences():
        say(sentence)


def _among(found: SelectReport | SelectionPreview) -> str:
    control = f"{found.control:,} of them at random as a control"
    if found.repeats:
        return f"{control}, {found.repeats:,} as hidden repeats"
    return control


def _say_left_out(found: SelectReport | SelectionPreview) -> None:
    if found.repeats_without_room:
        say(
            f"the queue is too short for {counted(found.repeats_without_room, 'more repeat')}"
            " at least 20 pairs later"
        )
    for reason, count in found.left_out.items():
        say(f"{counted(count, 'prompt')} left out: {reason}")
