import random

import pytest

from real_desktop.core.alpha import Alpha
from real_desktop.core.evidence import Evidence, evidence
from real_desktop.core.median import Median
from real_desktop.core.records import Outcome, Side
from real_desktop.core.share import Share
from tests.core.judging import BOTH_BAD, CONTROL, GOLD, IMPORTED, REPEAT, TIE, A, B, judgement, many


def only(judgements):
    (found,) = evidence(judgements).comparisons
    return found


def test_strategy_and_control_are_counted_apart():
    found = only(many({TIE: 2, A: 7, BOTH_BAD: 1}) + many({TIE: 3, B: 5}, CONTROL, first=100))
    assert found.strategy == "dissimilar"
    assert (found.selected.judgements, found.control.judgements) == (10, 8)
    assert (found.selected.ties, found.selected.both_bad) == (Share(2, 10, 10), Share(1, 10, 10))
    assert (found.control.ties, found.control.both_bad) == (Share(3, 8, 8), Share(0, 8, 8))


def test_each_strategy_has_the_control_of_its_own_selections():
    said = many({A: 3}, strategy="decisive") + many({TIE: 2}, CONTROL, 50, strategy="decisive")
    found = evidence(said + many({TIE: 9}, first=100)).comparisons
    assert [one.strategy for one in found] == ["dissimilar", "decisive"]
    assert [one.control.ties.of for one in found] == [0, 2]


def test_time_length_and_side_are_those_of_the_judgements_that_have_them():
    said = [
        judgement(1, A, ms=4_000, characters=(9, 5), left=Side.A),
        judgement(2, B, ms=6_000, characters=(9, 5), left=Side.A),
        judgement(3, A, ms=9_000, characters=(5, 5), left=Side.B),
        judgement(4, TIE, characters=(9, 5)),
    ]
    found = only(said).selected
    assert found.seconds == Median(3, 6.0)
    assert found.longer == Share(1, 2, 2)
    assert found.left == Share(1, 3, 3)


def test_repeats_tell_how_often_somebody_says_the_same_and_nothing_else():
    first = [judgement(n, A if n < 3 else TIE) for n in range(5)]
    again = [judgement(n, A, REPEAT) for n in range(1, 5)]
    strangers = [judgement(2, B, REPEAT, by=2), judgement(77, A, REPEAT)]
    found = only(first + again + strangers).selected
    assert found.consistent == Share(2, 4, 4)
    assert (found.judgements, found.ties.count) == (5, 2)


def test_a_repeat_of_a_control_pair_belongs_to_the_control():
    found = only([judgement(1, A), judgement(2, B, CONTROL), judgement(2, B, REPEAT)])
    assert (found.selected.consistent.of, found.control.consistent) == (0, Share(1, 1, 1))


def test_a_repeat_with_its_responses_the_other_way_round_is_the_same_pair():
    said = [judgement(1, A, responses=(4, 7)), judgement(1, B, REPEAT, responses=(7, 4))]
    assert only(said).selected.consistent == Share(1, 1, 1)


def test_the_same_two_responses_count_once_for_a_person():
    said = [judgement(1, A, id=9, responses=(11, 10)), judgement(1, TIE, id=4)]
    assert only(said).selected.ties == Share(1, 1, 1)


def test_any_two_people_are_compared_over_the_same_responses():
    said = [judgement(1, A, by=who) for who in (1, 2, 3)]
    said += [judgement(2, A), judgement(2, TIE, by=2), judgement(3, A)]
    found = only(said).selected
    assert (found.agreed.count, found.agreed.of) == (3, 4)
    assert found.agreed.effective < 4
    # 3 a of 3 and 1 a of 2: 1 - (5 - 1) * 2 / (25 - 16 - 1)
    assert (found.alpha.units, found.alpha.value) == (2, pytest.approx(0))
    assert found.judgements == 6


def test_one_person_agrees_with_nobody():
    found = only(many({A: 4})).selected
    assert (found.agreed, found.alpha) == (Share(0, 0, 0), Alpha(0))


def test_gold_is_compared_with_the_known_answers_by_person():
    said = [judgement(n, A, GOLD, by=who) for n in range(4) for who in (1, 2)]
    said += [judgement(9, B, GOLD, by=2), judgement(10, B, GOLD, by=2)]
    known = {f"gold-{n}": A if n < 3 else TIE for n in range(10)}
    found = evidence(said, known, {1: "Zoë", 2: "Ada"})
    assert found.comparisons == ()
    assert [(one.annotator, one.agreed) for one in found.gold] == [
        ("Ada", Share(3, 5, 5)), ("Zoë", Share(3, 4, 4)),
    ]  # fmt: skip


def test_what_nobody_was_asked_is_no_evidence():
    assert evidence([judgement(1, A, IMPORTED)]) == evidence([]) == Evidence()


def test_people_who_answer_by_chance_are_found_to_do_so():
    dice = random.Random(9)
    said = [judgement(n, dice.choice(tuple(Outcome)), by=who) for n in range(400) for who in (1, 2)]
    found = only(said).selected
    low, high = found.agreed.interval
    assert low < 0.25 < high
    assert found.alpha.interval[0] < 0 < found.alpha.interval[1]
