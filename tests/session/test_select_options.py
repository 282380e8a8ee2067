import math

import pytest

from real_desktop.core.errors import UserError
from real_desktop.session.select_options import SelectOptions


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"strategy": "guess"}, "there is no strategy guess; there is: dissimilar,"),
        ({"prompts": "best"}, "by all, random, coverage, widest, and not by best"),
        ({"seed": -1}, "a seed is from 0 to 2,147,483,647, and -1 is not"),
        ({"seed": 2**31}, "and 2,147,483,648 is not"),
        ({"control": 1.5}, "the share of control is from 0 to 1, and 1.5 is not"),
        ({"control": math.nan}, "what is no number is not"),
        ({"repeats": -0.1}, "the share of repeats is from 0 to 1, and -0.1 is not"),
        ({"pairs_per_prompt": 0}, "a prompt gets from 1 to 100,000,000 pairs, and not 0"),
        ({"pairs_per_prompt": 10**20}, "a prompt gets from 1 to 100,000,000 pairs, and not 100,"),
        ({"budget": 0}, "a budget is from 1 to 100,000,000 pairs, and not 0"),
        ({"budget": 2**63}, "a budget is from 1 to 100,000,000 pairs, and not 9,223,"),
        ({"prompts": "widest"}, "to choose prompts by widest, say with a budget how many"),
        ({"ceiling": 1.01}, "the ceiling is a similarity from -1 to 1, and 1.01 is not"),
        ({"ceiling": math.nan}, "the ceiling is a similarity from -1 to 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_in_one_sentence(options, words):
    with pytest.raises(UserError) as raised:
        SelectOptions(**options).check()
    assert words in str(raised.value)
    assert SelectOptions(**options).fault() == str(raised.value)


@pytest.mark.parametrize(
    "options",
    [{}, {"control": 0, "repeats": 1}, {"budget": 1, "prompts": "coverage"}, {"ceiling": -1.0}],
)
def test_everything_else_can(options):
    SelectOptions(**options).check()
    assert SelectOptions(**options).fault() is None


def test_prompts_are_compared_by_their_vectors():
    assert not SelectOptions("random").needs_vectors
    assert SelectOptions("random", prompts="widest", budget=1).needs_vectors
    assert SelectOptions().needs_vectors
