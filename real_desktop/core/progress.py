"""How long work reports where it is."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")

BYTES = "bytes"
"""The unit of what is shown as the size of a file."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a running job.

    `done` and `total` count `unit`s; `total` is None while it is unknown.
    `detail` is a short addition for the person, such as the device. With `runs_ahead` something
    is under way beside the reports, so that a pause has to wait for a report without it.
    """

    stage: str
    done: int = 0
    total: int | None = None
    unit: str = ""
    detail: str = ""
    runs_ahead: bool = False


def drained(job: Generator[S, None, T], show: Callable[[S], None] | None = None) -> T:
    """Run a job to its end in this thread, show each report, and return its result."""
    while True:
        try:
            report = next(job)
        except StopIteration as finished:
            result: T = finished.value
            return result
        if show:
            show(report)


def reported(
    steps: Generator[S, None, T], report: Callable[[S], Progress]
) -> Generator[Progress, None, T]:
    """Make a job of work that yields something else: `result = yield from reported(...)`."""
    while True:
        try:
            step = next(steps)
        except StopIteration as finished:
            result: T = finished.value
            return result
        yield report(step)
