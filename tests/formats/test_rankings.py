from __future__ import annotations

import pytest

from real_desktop.core.records import Outcome
from real_desktop.formats.rankings import MOST_RANKED, by_rank, by_score


def said(preferences):
    return {(one.a, one.b): one.outcome for one in preferences}


def test_the_higher_score_wins_and_equal_ones_tie():
    assert said(by_score([2.0, 5.0, 5.0])) == {
        (0, 1): Outcome.B,
        (0, 2): Outcome.B,
        (1, 2): Outcome.TIE,
    }


def test_the_lower_rank_wins():
    assert said(by_rank([1, 0])) == {(0, 1): Outcome.B}


def test_a_response_without_a_score_is_compared_with_none():
    assert said(by_score([1.0, None, float("nan"), 2.0])) == {(0, 3): Outcome.B}


@pytest.mark.parametrize("scores", [[], [1.0], [None, None], [float("inf"), 1.0]])
def test_scores_that_tell_nothing_give_nothing(scores):
    assert by_score(scores) == ()


def test_a_large_set_gives_no_pairs():
    assert by_score(range(MOST_RANKED + 1)) == ()
    assert len(by_score(range(MOST_RANKED))) == MOST_RANKED * (MOST_RANKED - 1) // 2
