"""What the command line prints: sentences, one JSON object, a progress bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Generator, Mapping
from typing import Any, TypeVar

import click
import orjson

from real_desktop.core.data_size import size_in_words
from real_desktop.core.progress import BYTES, Progress, drained

T = TypeVar("T")


def say(sentence: str) -> None:
    """Print one line for a person."""
    click.echo(sentence)


def print_json(report: object) -> None:
    """Print the one object of `--json`: a mapping, or a dataclass as it is.

    `asdict` is no way to the mapping: it rebuilds a Counter from pairs, and counts the pairs.
    """
    click.echo(orjson.dumps(report).decode("utf-8"))


def listed(counts: Mapping[str, int]) -> str:
    """The counts in one line: "3 tie, 1 skipped"."""
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def drain(job: Generator[Progress, None, T]) -> T:
    """Run a job to its end and return its result, with a bar on stderr if that is a terminal.

    Ctrl+C closes the job, so that what is unfinished is taken out.
    """
    bar = _Bar()
    try:
        return drained(job, bar.show if sys.stderr.isatty() else None)
    finally:
        bar.close()
        job.close()


class _Bar:
    """One click progress bar for each stage that has a total."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None

    def show(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self.close()
            self._stage = progress.stage
            self._bar = click.progressbar(
                length=progress.total or 0,
                label=progress.stage,
                file=sys.stderr,
                show_pos=progress.unit != BYTES,
                item_show_func=self._rate,
            ).__enter__()
        self._unit = progress.unit
        self._bar.update(progress.done - self._bar.pos, progress)

    def _rate(self, _item: object) -> str | None:
        seconds_each = self._bar.time_per_iteration if self._bar else 0
        if not seconds_each:
            return None
        if self._unit == BYTES:
            return f"{size_in_words(self._bar.pos)}, {size_in_words(1 / seconds_each)}/s"
        return f"{1 / seconds_each:,.0f} {self._unit}/s"

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
