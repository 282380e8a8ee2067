from __future__ import annotations

import pytest

from real_desktop.core.records import Message
from real_desktop.formats.parting import NOTHING_SHARED, parted
from real_desktop.formats.rows import RowError

ROLES = {"S": "system", "U": "user", "A": "assistant", "T": "tool"}


def turns(letters):
    """Ua is a user who says "a"."""
    return tuple(Message(ROLES[each[0]], each[1:]) for each in letters.split())


@pytest.mark.parametrize(
    ("one", "other", "prompt"),
    [
        ("Ua Ab", "Ua Ac", "Ua"),
        ("S0 Ua Ab", "S0 Ua Ac", "S0 Ua"),
        ("Ua Ab Uc Ad", "Ua Ab Uc Ae", "Ua Ab Uc"),
        ("Ua Ab Uc Ad", "Ua Ab Ue Af", "Ua"),
        ("Ua Ab", "Ua Ab Uc Ad", "Ua"),
        ("Ua Ab Tc Ad", "Ua Ab Tc Ae", "Ua Ab Tc"),
        ("Ua Ub Ac", "Ua Ub Ad", "Ua Ub"),
        ("Ua Ab Ac", "Ua Ab Ad", "Ua"),
    ],
)
def test_both_sides_answer_the_prompt(one, other, prompt):
    for left, right in ((one, other), (other, one)):
        shared, *rests = parted(turns(left), turns(right))
        assert shared == turns(prompt)
        assert [shared + rest for rest in rests] == [turns(left), turns(right)]
        assert all(rest[0].role == "assistant" for rest in rests)


@pytest.mark.parametrize(
    ("one", "other"), [("Ua Ab", "Uc Ad"), ("Aa", "Ab"), ("Ua Ub", "Ua Uc"), ("S0 Ab", "S0 Ac")]
)
def test_sides_without_a_shared_question_are_refused(one, other):
    with pytest.raises(RowError) as caught:
        parted(turns(one), turns(other))
    assert str(caught.value) == NOTHING_SHARED
