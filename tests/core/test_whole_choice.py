import numpy as np
import pytest

from real_desktop.core.choosing import Rule, picks_of, similarities_of
from real_desktop.core.progress import drained
from real_desktop.core.strategies import STRATEGIES
from real_desktop.core.whole_choice import WholeChoice
from tests.core.equal_sets import sets_with

INFORMATIVE = STRATEGIES["informative"]


def vectors(count, size, seed=0):
    return np.random.default_rng(seed).normal(size=(count, size, 4)).astype(np.float16)


def whole(groups, each=1, most=None, control=0.0):
    choice = WholeChoice(INFORMATIVE, Rule(INFORMATIVE, 0, control, each))
    for sets in groups:
        choice.add(sets, similarities_of(sets))
    return choice, drained(choice.picks(most))


def pairs(picks):
    names = ("place", "turn", "step", "response_a", "response_b", "similarity", "rank")
    return picks[list(names)].tolist()


def test_every_set_gets_its_pairs_and_none_twice():
    groups = [sets_with(vectors(20, 5)), sets_with(vectors(9, 2), 20), sets_with(vectors(4, 3), 29)]
    choice, picks = whole(groups, each=2)
    assert len(picks) == choice.possible_picks() == 2 * 20 + 9 + 2 * 4
    assert picks["step"].tolist() == list(range(len(picks)))
    assert len({(a, b) for *_, a, b, _similarity, _rank in pairs(picks)}) == len(picks)
    turns = {place: picks["turn"][picks["place"] == place].tolist() for place in range(33)}
    assert all(found == list(range(len(found))) for found in turns.values())


def test_the_choice_does_not_depend_on_how_sets_came_together():
    rows = vectors(30, 4)
    one, _picks = whole([sets_with(rows)])
    parts = [sets_with(rows[17:], 17), sets_with(rows[:5]), sets_with(rows[5:17], 5)]
    assert pairs(_picks) == pairs(whole(parts)[1])
    assert one.all_asked == 0


def test_a_pick_says_what_its_responses_are():
    sets = sets_with(vectors(6, 4))
    similarities = similarities_of(sets)
    for place, _turn, _step, a, b, similarity, rank in pairs(whole([sets])[1]):
        i, j = a - 100 * place, b - 100 * place
        index = [(x, y) for x in range(4) for y in range(x + 1, 4)].index((i, j))
        assert similarity == similarities[place, index]
        assert rank == 1 + int((similarities[place] < similarity).sum())


def test_it_stops_at_the_budget_with_the_first_of_the_order():
    groups = [sets_with(vectors(40, 4))]
    assert pairs(whole(groups, most=7)[1]) == pairs(whole(groups)[1])[:7]


def test_what_is_asked_changes_no_pick_and_is_not_asked_again():
    rows = vectors(12, 3)
    every = pairs(whole([sets_with(rows)])[1])
    index = {(0, 1): 0, (0, 2): 1, (1, 2): 2}
    asked = [(one[0], index[one[3] % 100, one[4] % 100]) for one in every[:5]]
    choice, picks = whole([sets_with(rows, asked=asked)], most=4)
    assert pairs(picks) == every[5:9]
    assert choice.all_asked == 5


@pytest.mark.parametrize("each", [1, 2])
def test_the_control_is_picked_by_chance_and_by_nobody_else(each):
    sets = sets_with(vectors(200, 4))
    rule = Rule(INFORMATIVE, 0, 0.3, each)
    control = picks_of(sets, similarities_of(sets), rule)
    _choice, picks = whole([sets], each, control=0.3)
    assert control["is_control"].all()
    assert not picks["is_control"].any()
    assert not set(control["place"]) & set(picks["place"])
    assert set(control["place"]) | set(picks["place"]) == set(range(200))


def test_without_sets_nothing_is_picked():
    assert len(whole([])[1]) == 0
