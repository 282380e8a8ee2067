"""Shares as people read them."""

from __future__ import annotations

from real_desktop.core.intervals import Interval

MINUS = "\N{MINUS SIGN}"


def percent(share: float) -> str:
    """7.8 %, or 13 % from ten on."""
    return f"{_number(100 * share)} %"


def percent_between(interval: Interval) -> str:
    """5.6 to 10 %."""
    low, high = interval
    return f"{_number(100 * low)} to {_number(100 * high)} %"


def points(difference: float) -> str:
    """A difference of shares: 5.0 points, 1.0 point."""
    number = _number(100 * difference)
    return f"{number} point" if number.lstrip(MINUS) == "1.0" else f"{number} points"


def points_between(interval: Interval) -> str:
    """An interval of a difference of shares, with its signs."""
    low, high = interval
    return f"{_number(100 * low)} to {_number(100 * high)} points"


def _number(value: float) -> str:
    written = f"{abs(value):.1f}" if abs(value) < 9.95 else f"{abs(value):.0f}"
    return f"{MINUS}{written}" if value < 0 and float(written) else written
