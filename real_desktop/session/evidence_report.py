"""The evidence for those who have no window: as one object, and as sentences."""

from __future__ import annotations

from typing import Any

from real_desktop.core.evidence import Comparison, Evidence, GoldAgreement
from real_desktop.core.evidence_rows import (
    EvidenceRow,
    Figure,
    Unit,
    between,
    difference_between,
    difference_in_unit,
    evidence_rows,
    in_unit,
)
from real_desktop.core.verdict import finding

NOTHING_YET = (
    "No pair is judged yet. What people say of the strategy's pairs will stand here beside what"
    " they say of the random control pairs: ties, time, agreement, and whether the strategy helps."
)


def evidence_object(found: Evidence) -> dict[str, Any]:
    """What `stats --json` has under `evidence`; intervals are of 95 %, shares from 0 to 1."""
    return {
        "strategies": [_comparison_object(one) for one in found.comparisons],
        "gold": [
            {"annotator": one.annotator, "agree": one.agreed.count, "n": one.agreed.of,
             "interval": list(one.agreed.interval)}
            for one in found.gold
        ],
    }  # fmt: skip


def evidence_sentences(found: Evidence) -> list[str]:
    """The same in lines for a person."""
    lines = []
    for one in found.comparisons:
        said = finding(one)
        lines.append(f"{one.strategy}: {said.words}")
        lines += [f"  {_row_in_words(one, row)}" for row in evidence_rows(one)]
        lines += [f"  Warning: {said.warning}"] * bool(said.warning)
    return [*lines, *map(gold_in_words, found.gold)]


def gold_in_words(one: GoldAgreement) -> str:
    """Ada agrees with the known answer of 18 of 20 gold pairs (90 %, 95 % interval ...)."""
    return f"{one.annotator} agrees with gold: {one.agreed.words}"


def _comparison_object(one: Comparison) -> dict[str, Any]:
    said = finding(one)
    return {
        "strategy": one.strategy,
        "judgements": {"selected": one.selected.judgements, "control": one.control.judgements},
        "verdict": said.verdict.value,
        "words": said.words,
        "more_control": said.more_control,
        "warning": said.warning or None,
        "measures": {row.key: _row_object(row) for row in evidence_rows(one)},
    }


def _row_object(row: EvidenceRow) -> dict[str, Any]:
    difference = row.difference
    return {
        "selected": _figure_object(row.selected),
        "control": _figure_object(row.control),
        "difference": difference and {"value": difference[0], "interval": list(difference[1])},
    }


def _figure_object(figure: Figure) -> dict[str, Any]:
    interval = list(figure.interval) if figure.interval else None
    return {"value": figure.value, "n": figure.n, "interval": interval}


def _row_in_words(one: Comparison, row: EvidenceRow) -> str:
    parts = [
        f"{name} {_figure_in_words(figure, row.unit)}"
        for name, figure in ((one.strategy, row.selected), ("control", row.control))
    ]
    if row.difference:
        value, interval = row.difference
        less = f"{difference_in_unit(value, row.unit)} ({difference_between(interval, row.unit)})"
        parts.append(f"difference {less}")
    return f"{row.title}: {'; '.join(parts)}"


def _figure_in_words(figure: Figure, unit: Unit) -> str:
    if figure.value is None:
        return f"nothing to tell (n {figure.n:,})"
    interval = f", {between(figure.interval, unit)}" if figure.interval else ""
    return f"{in_unit(figure.value, unit)} (n {figure.n:,}{interval})"
