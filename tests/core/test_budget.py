import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.budget import within_budget
from real_desktop.core.choosing import PICK


def picks_of(turns):
    """So many picks of each place, in a mixed order."""
    rows = [(place, turn) for place, count in enumerate(turns) for turn in range(count)]
    found = np.zeros(len(rows), PICK)
    for row, (place, turn) in zip(
        np.random.default_rng(0).permutation(found.size), rows, strict=True
    ):
        found[row]["place"], found[row]["turn"] = place, turn
    return found


@given(
    st.lists(st.integers(0, 3), max_size=8), st.integers(0, 20), st.randoms(use_true_random=False)
)
def test_the_first_picks_of_the_first_prompts_are_kept(turns, most, shuffle):
    prompts = list(range(len(turns)))
    shuffle.shuffle(prompts)
    prompts = prompts[: len(prompts) - len(prompts) // 4]
    expected = [(place, turn) for place in prompts for turn in range(turns[place])][:most]
    kept = within_budget(picks_of(turns), np.array(prompts, np.intp), most)
    assert kept[["place", "turn"]].tolist() == expected
