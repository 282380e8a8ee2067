"""The evidence as a table: one row a measure, strategy beside control."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from real_desktop.core.alpha import Alpha
from real_desktop.core.evidence import Comparison
from real_desktop.core.intervals import Interval, interval_of_difference
from real_desktop.core.median import Median
from real_desktop.core.percent import MINUS, percent, percent_between, points, points_between
from real_desktop.core.share import Share


class Unit(Enum):
    """What a figure counts in."""

    SHARE = "share"
    SECONDS = "seconds"
    ALPHA = "alpha"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of n cases with its 95 % interval; None where it cannot be told."""

    n: int
    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One measure of a strategy's pairs and of its control's.

    `key` is its name in files, `title` and `about` are for people. `difference` is selected
    less control, with its interval; None where one of them has none.
    """

    key: str
    title: str
    about: str
    unit: Unit
    selected: Figure
    control: Figure

    @property
    def difference(self) -> tuple[float, Interval] | None:
        """How much larger the figure of the strategy's pairs is than that of the control's."""
        one, other = self.selected, self.control
        if one.value is None or other.value is None or not one.interval or not other.interval:
            return None
        interval = interval_of_difference(one.value, one.interval, other.value, other.interval)
        return one.value - other.value, interval


MEASURES = (
    ("ties", "Ties", "Neither response is better."),
    ("both_bad", "Both bad", "Neither response is any good."),
    ("seconds", "Time", "The median of what a judgement took, without pauses."),
    ("consistent", "Same again", "The answer was the same when a pair came back unmarked."),
    ("agreed", "Two agree", "Two people say the same of the same two responses."),
    ("alpha", "Alpha", "Krippendorff's: agreement beyond chance. 1 is perfect, 0 is chance."),
    ("longer", "Longer wins", "Of the decisive labels. Half is no leaning."),
    ("left", "Left wins", "Of the decisive labels. Half is no leaning."),
)
"""The names of fields of Measures, with what they are called and mean."""


def evidence_rows(one: Comparison) -> list[EvidenceRow]:
    """The measures that anything is known of, in their order."""
    rows = []
    for key, title, about in MEASURES:
        selected, control = getattr(one.selected, key), getattr(one.control, key)
        row = EvidenceRow(key, title, about, _unit(selected), _figure(selected), _figure(control))
        if row.selected.n or row.control.n:
            rows.append(row)
    return rows


def in_unit(value: float, unit: Unit) -> str:
    """A figure as people read it: 7.8 %, 31 s, 0.62."""
    if unit is Unit.SHARE:
        return percent(value)
    if unit is Unit.ALPHA:
        return _signed(value, 2)
    return f"{_seconds(value)} s"


def between(interval: Interval, unit: Unit) -> str:
    """An interval of figures: 5.6 to 10 %, 28 to 34 s."""
    low, high = interval
    if unit is Unit.SHARE:
        return percent_between(interval)
    if unit is Unit.ALPHA:
        return f"{_signed(low, 2)} to {_signed(high, 2)}"
    return f"{_seconds(low)} to {_seconds(high)} s"


def difference_in_unit(value: float, unit: Unit) -> str:
    """A difference of figures: of shares in points."""
    return points(value) if unit is Unit.SHARE else in_unit(value, unit)


def difference_between(interval: Interval, unit: Unit) -> str:
    """An interval of differences."""
    return points_between(interval) if unit is Unit.SHARE else between(interval, unit)


def _unit(measure: Share | Median | Alpha) -> Unit:
    if isinstance(measure, Share):
        return Unit.SHARE
    return Unit.SECONDS if isinstance(measure, Median) else Unit.ALPHA


def _figure(measure: Share | Median | Alpha) -> Figure:
    if isinstance(measure, Share):
        return Figure(measure.of, measure.value, measure.interval) if measure.of else NOTHING
    n = measure.n if isinstance(measure, Median) else measure.units
    return Figure(n, measure.value, measure.interval)


NOTHING = Figure(0, None, None)


def _seconds(value: float) -> str:
    return _signed(value, 1 if abs(value) < 9.95 else 0)


def _signed(value: float, digits: int) -> str:
    written = f"{abs(value):.{digits}f}"
    return f"{MINUS}{written}" if value < 0 and float(written) else written
