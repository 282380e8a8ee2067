import math
import random

import pytest

from real_desktop.core.share import Share, share_of


def test_cases_that_stand_alone_count_fully():
    cases = [(n, n < 7) for n in range(20)]
    assert share_of(cases) == Share(7, 20, 20)


def test_cases_that_repeat_each_other_count_once():
    cases = [(n, n < 7) for n in range(20)]
    assert share_of(cases * 2) == Share(14, 40, pytest.approx(20))


def test_the_design_effect_is_that_of_a_computation_by_hand():
    # Groups of 2, 3, 1 with 2, 0, 1 that are so: p = 1/2, and (2 - 1)^2 + (0 - 1.5)^2 +
    # (1 - 0.5)^2 = 3.5 over 6 / 4 gives 7 / 3.
    cases = [("a", True)] * 2 + [("b", False)] * 3 + [("c", True)]
    assert share_of(cases) == Share(3, 6, pytest.approx(6 / (7 / 3)))


def test_groups_that_are_mixed_alike_are_not_worth_more_than_their_cases():
    cases = [(n, is_so) for n in range(10) for is_so in (True, False)]
    assert share_of(cases) == Share(10, 20, 20)


def test_where_all_are_alike_each_group_counts_once():
    assert share_of([(n % 5, False) for n in range(50)]) == Share(0, 50, 5)


def test_nothing_has_no_share():
    nothing = share_of([])
    assert (nothing.value, nothing.interval) == (0, (0, 1))


def test_the_interval_holds_where_two_people_judge_every_prompt_alike():
    dice, share, held = random.Random(6), 0.15, 0
    for _trial in range(600):
        said = [dice.random() < share for _ in range(150)]
        cases = [(n, one if dice.random() < 0.8 else dice.random() < share)
                 for n, one in enumerate(said) for _person in range(2)]  # fmt: skip
        low, high = share_of(cases).interval
        held += low <= share <= high
    assert held / 600 == pytest.approx(0.95, abs=3 * math.sqrt(0.05 * 0.95 / 600))


def test_it_is_said_in_one_line():
    assert Share(41, 50, 50).words == "41 of 50 (82 %, 95 % interval 69 to 90 %)"
