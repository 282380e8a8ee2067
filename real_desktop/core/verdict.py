"""Whether a strategy has helped so far, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from real_desktop.core.counted import counted
from real_desktop.core.evidence import Comparison
from real_desktop.core.intervals import Interval, interval_of_difference
from real_desktop.core.percent import percent, points, points_between
from real_desktop.core.power import controls_needed
from real_desktop.core.share import Share

MEASURED_CONTROL = 0.128
MEASURED_GAIN = 0.05
"""Share of ties of random pairs, and how far under it the least similar pairs are, in samples of
one model that people had labelled (README.md, What is known about strategies)."""

PRIOR = 4
"""So many judgements' worth is MEASURED_CONTROL where the number still needed is reckoned."""

WORTHWHILE = 0.02
"""A difference of ties that is smaller than this share saves no clicks to speak of."""

USUAL_RATIO = 9.0
"""Judgements of selected pairs to each of a control pair, with a tenth of the prompts in it."""

MOST_LONGER = 0.65
"""From here on labels that follow length are warned of."""


class Verdict(StrEnum):
    """What the labels say of a strategy so far."""

    HELPED = "helped"
    HAS_NOT_HELPED = "has not helped"
    OPEN = "cannot be told yet"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, in words, and what it rests on.

    `gain` is how much less often people tie on the strategy's pairs than on random ones, as a
    share, with its 95 % interval. `more_control` is about how many more control judgements would
    tell, None where they tell already. `warning` is about length; empty where there is none.
    """

    verdict: Verdict
    words: str
    gain: float
    interval: Interval
    more_control: int | None
    warning: str


def finding(one: Comparison) -> Finding:
    """It has helped where the whole interval of the gain is over 0.

    It has not where the interval is under 0 as a whole, or under a difference worth having.
    """
    selected, control = one.selected.ties, one.control.ties
    gain = control.value - selected.value
    interval = interval_of_difference(
        control.value, control.interval, selected.value, selected.interval
    )
    verdict = _verdict(selected, control, interval)
    more = _more_control(selected, control) if verdict is Verdict.OPEN else None
    words = _words(one, verdict, gain, interval, more)
    return Finding(verdict, words, gain, interval, more, length_warning(one))


def length_warning(one: Comparison) -> str:
    """A sentence where the longer response wins too often; empty where it does not.

    It takes more than 65 % of the decisive labels on the strategy's pairs, and an interval
    that is over one half as a whole: seven of ten are no reason to warn, 27 of 40 are.
    """
    longer, control = one.selected.longer, one.control.longer
    if longer.value <= MOST_LONGER or longer.interval[0] <= 0.5:
        return ""
    beside = f", and in {percent(control.value)} on random pairs" if control.of else ""
    labels = counted(longer.of, "decisive label")
    return (
        f"The longer response wins in {percent(longer.value)} of {labels} on {one.strategy}"
        f" pairs{beside}. A model trained on these labels may learn length before anything else."
    )


def _verdict(selected: Share, control: Share, interval: Interval) -> Verdict:
    if not selected.of or not control.of:
        return Verdict.OPEN
    low, high = interval
    if low > 0:
        return Verdict.HELPED
    return Verdict.HAS_NOT_HELPED if high < WORTHWHILE else Verdict.OPEN


def _assumed(selected: Share, control: Share) -> tuple[float, float]:
    """The shares of ties of control and strategy that the next judgements are taken to have.

    A gain that is worth having is taken to stay as it is; otherwise it is the measured one.
    """
    share = (control.count + PRIOR * MEASURED_CONTROL) / (control.of + PRIOR)
    gain = control.value - selected.value if control.of and selected.of else 0.0
    return share, max(0.0, share - (gain if gain >= WORTHWHILE else MEASURED_GAIN))


def _more_control(selected: Share, control: Share) -> int:
    ratio = selected.of / control.of if selected.of and control.of else USUAL_RATIO
    needed = controls_needed(*_assumed(selected, control), ratio)
    if control.effective:
        needed = round(needed * control.of / control.effective)
    return max(0, needed - control.of)


def _words(
    one: Comparison, verdict: Verdict, gain: float, interval: Interval, more: int | None
) -> str:
    selected, control = one.selected.ties, one.control.ties
    if not selected.of:
        return f"No {one.strategy} pair is judged yet."
    if not control.of:
        return (
            "No control pair is judged yet, so it cannot be told whether the strategy has helped."
            f" {_when(one, more)}"
        )
    ties = (
        f"people tie on {percent(selected.value)} of {one.strategy} pairs and on"
        f" {percent(control.value)} of random ones"
    )
    sure = f"95 % interval of the gain {points_between(interval)}"
    if verdict is Verdict.OPEN:
        return (
            f"It cannot be told yet whether the strategy has helped: {ties} ({sure})."
            f" {_when(one, more)}"
        )
    if verdict is Verdict.HELPED:
        return f"The strategy has helped so far: {ties}, {points(gain)} less often ({sure})."
    if interval[1] < 0:
        return f"The strategy has not helped so far: {ties}, {points(-gain)} more often ({sure})."
    why = f"a gain of {points(WORTHWHILE)} can be ruled out"
    return f"The strategy has not helped so far: {ties}; {why} ({sure})."


def _when(one: Comparison, more: int | None) -> str:
    control, selected = _assumed(one.selected.ties, one.control.ties)
    if not more:
        return f"A gain of {points(control - selected)} would most likely be seen by now."
    return (
        f"If the gain is {points(control - selected)}, about"
        f" {counted(_rounded(more), 'more control judgement')} would show it."
    )


def _rounded(count: int) -> int:
    """To two digits: it is an estimate."""
    step = int(10 ** max(0, len(str(count)) - 2))
    return max(1, round(count / step) * step)
