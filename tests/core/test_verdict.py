import pytest

from real_desktop.core.evidence import evidence
from real_desktop.core.power import controls_needed
from real_desktop.core.verdict import Verdict, finding, length_warning
from tests.core.judging import CONTROL, TIE, A, B, many


def compared(selected, control=None, **more):
    """Ties and others of strategy and control."""
    said = many(dict(zip((TIE, A), selected, strict=True)), **more)
    if control:
        said += many(dict(zip((TIE, A), control, strict=True)), CONTROL, first=100_000, **more)
    (found,) = evidence(said).comparisons
    return found


def test_it_has_helped_when_the_whole_interval_is_a_gain():
    found = finding(compared((30, 470), (40, 160)))
    assert found.verdict is Verdict.HELPED
    assert found.gain == pytest.approx(0.14)
    assert found.interval[0] > 0
    assert found.more_control is None
    assert found.words == (
        "The strategy has helped so far: people tie on 6.0 % of dissimilar pairs and on 20 % of"
        " random ones, 14 points less often (95 % interval of the gain 8.5 to 20 points)."
    )


def test_it_has_not_when_people_tie_more():
    found = finding(compared((150, 350), (20, 180)))
    assert found.verdict is Verdict.HAS_NOT_HELPED
    assert found.interval[1] < 0
    assert ", 20 points more often (95 %" in found.words


def test_it_has_not_when_no_gain_worth_having_is_left():
    found = finding(compared((1_280, 8_720), (1_270, 8_730)))
    assert found.verdict is Verdict.HAS_NOT_HELPED
    assert found.interval[0] < 0 < found.interval[1] < 0.02
    assert "; a gain of 2.0 points can be ruled out (95 %" in found.words


def test_it_cannot_be_told_yet_and_says_how_many_more_it_takes():
    found = finding(compared((31, 369), (6, 34)))
    assert found.verdict is Verdict.OPEN
    assert found.interval[0] < 0 < found.interval[1]
    assert found.words.startswith("It cannot be told yet whether the strategy has helped: people")
    assert found.words.endswith(" more control judgements would show it.")
    # The shares are (6 + 4 * 12.8 %) / 44 and 7.25 points less; ten judgements to one.
    assert found.more_control == controls_needed(0.1480, 0.0755, 10) - 40


def test_the_more_is_judged_the_fewer_are_missing():
    few, more = (finding(compared((7 * n, 93 * n), (n, 8 * n))).more_control for n in (1, 4))
    assert few > more > 0


def test_labels_that_follow_each_other_take_more_of_them():
    said = many({TIE: 30, A: 370}) + many({TIE: 6, A: 34}, CONTROL, first=1_000)
    twice = said + many({TIE: 30, A: 370}, by=2) + many({TIE: 6, A: 34}, CONTROL, 1_000, by=2)
    (alone,), (doubled,) = (evidence(some).comparisons for some in (said, twice))
    assert finding(doubled).interval == pytest.approx(finding(alone).interval)
    assert finding(doubled).more_control == pytest.approx(2 * finding(alone).more_control, rel=0.2)


def test_where_the_gain_is_nothing_the_measured_one_is_looked_for():
    found = finding(compared((50, 350), (5, 35)))
    assert found.verdict is Verdict.OPEN
    assert "If the gain is 5.0 points, about " in found.words


def test_where_the_measured_gain_would_have_been_seen_it_is_said():
    found = finding(compared((1_260, 8_740), (128, 872)))
    assert (found.verdict, found.more_control) == (Verdict.OPEN, 0)
    assert found.words.endswith("A gain of 5.0 points would most likely be seen by now.")


def test_without_a_control_pair_it_says_so():
    found = finding(compared((3, 9)))
    assert found.verdict is Verdict.OPEN
    assert found.words.startswith("No control pair is judged yet, so it cannot be told whether")
    assert found.words.endswith("about 300 more control judgements would show it.")


def test_without_a_pair_of_the_strategy_it_says_so():
    (found,) = evidence(many({TIE: 1, A: 3}, CONTROL)).comparisons
    assert finding(found).words == "No dissimilar pair is judged yet."


@pytest.mark.parametrize(
    ("longer", "shorter", "is_warned"),
    [
        (7, 3, False),
        (20, 10, False),
        (27, 13, True),
        (64, 36, False),
        (66, 34, True),
        (0, 0, False),
    ],
)
def test_length_is_warned_of_when_it_is_no_accident(longer, shorter, is_warned):
    (found,) = evidence(many({A: longer, B: shorter, TIE: 5})).comparisons
    assert bool(length_warning(found)) is is_warned


def test_the_warning_names_both_kinds_of_pairs():
    said = many({A: 71, B: 29}) + many({A: 11, B: 9}, CONTROL, first=500)
    (found,) = evidence(said).comparisons
    assert finding(found).warning.startswith(
        "The longer response wins in 71 % of 100 decisive labels on dissimilar pairs, and in 55 %"
        " on random pairs."
    )
