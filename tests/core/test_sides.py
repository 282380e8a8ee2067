import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.records import Side
from real_desktop.core.sides import BLOCK, balanced_side, side_at


def sides(annotator="ann", project="project", blocks=30):
    return [side_at(project, annotator, index) for index in range(blocks * BLOCK)]


@pytest.mark.parametrize("annotator", ["ann", "bob", "cleo"])
def test_each_block_of_ten_has_five_and_five(annotator):
    shown = sides(annotator)
    blocks = [shown[first : first + BLOCK] for first in range(0, len(shown), BLOCK)]
    assert {block.count(Side.A) for block in blocks} == {5}


def test_blocks_differ():
    shown = sides()
    blocks = {tuple(shown[first : first + BLOCK]) for first in range(0, len(shown), BLOCK)}
    assert len(blocks) > 20


def test_annotators_and_projects_differ():
    assert len({tuple(sides(a, p)) for a in ("ann", "bob") for p in ("one", "two")}) == 4


def test_the_same_place_has_the_same_side_always():
    # A constant: a project that is opened again shows its pairs as before.
    assert "".join(sides()[:10]) == "bbaabababa"


@given(st.integers(0, 50), st.dictionaries(st.integers(0, 9), st.sampled_from(Side), max_size=5))
def test_a_block_is_balanced_around_sides_that_are_forced(block, forced):
    shown = []
    for place in range(BLOCK):
        behind = [side for at, side in forced.items() if at > place]
        side = balanced_side("project", "ann", BLOCK * block + place, [*shown, *behind])
        shown.append(forced.get(place, side))
    assert shown.count(Side.A) == 5


def test_without_forced_sides_the_order_is_as_it_was():
    shown = []
    for index in range(100):
        shown.append(balanced_side("project", "ann", index, shown[index - index % BLOCK :]))
    assert shown == sides(blocks=10)
