import pytest

from real_desktop.core.evidence import evidence
from real_desktop.core.evidence_rows import (
    Figure,
    Unit,
    between,
    difference_between,
    difference_in_unit,
    evidence_rows,
    in_unit,
)
from tests.core.judging import CONTROL, TIE, A, B, many

MINUS = "\N{MINUS SIGN}"


def rows_of(said):
    (one,) = evidence(said).comparisons
    return {row.key: row for row in evidence_rows(one)}


def test_only_what_is_known_of_is_a_row():
    assert list(rows_of(many({TIE: 3}))) == ["ties", "both_bad"]
    assert list(rows_of(many({A: 3}, ms=1_000))) == [
        "ties", "both_bad", "seconds", "longer", "left",
    ]  # fmt: skip


def test_a_figure_of_nothing_has_no_value():
    row = rows_of(many({TIE: 3}))["ties"]
    assert row.control == Figure(0, None, None)
    assert row.difference is None


def test_the_difference_is_selected_less_control():
    row = rows_of(many({TIE: 9, A: 1}) + many({TIE: 3, A: 7}, CONTROL, first=50))["ties"]
    # Newcombe (1998), table II, method 10: 9 of 10 less 3 of 10.
    assert row.difference == (pytest.approx(0.6), pytest.approx((0.1705, 0.8090), abs=5e-5))


def test_medians_differ_where_both_have_an_interval():
    said = many({A: 8}, ms=30_000) + many({B: 8}, CONTROL, 50, ms=40_000)
    assert rows_of(said)["seconds"].difference == (-10.0, (-10.0, -10.0))
    assert rows_of(said[:12])["seconds"].difference is None


def test_figures_are_said_in_their_unit():
    assert in_unit(0.078, Unit.SHARE) == "7.8 %"
    assert in_unit(31.4, Unit.SECONDS) == "31 s"
    assert in_unit(4.26, Unit.SECONDS) == "4.3 s"
    assert in_unit(-0.055, Unit.ALPHA) == f"{MINUS}0.06"
    assert between((28, 34.2), Unit.SECONDS) == "28 to 34 s"
    assert difference_in_unit(-0.05, Unit.SHARE) == f"{MINUS}5.0 points"
    assert difference_between((-0.2, 0.03), Unit.SHARE) == f"{MINUS}20 to 3.0 points"
