import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import Message, Side
from real_desktop.core.sides import side_at
from real_desktop.store.people import current_person
from real_desktop.store.queue import (
    Annotator,
    fix_side,
    pair_texts,
    shown_count,
    shown_left,
)
from tests.store.filling import hire


@pytest.fixture
def person(project):
    return current_person(project)


def show(project, person, *pair_ids):
    with project.transaction():
        for pair_id in pair_ids:
            fix_side(project, person, pair_id, shown_count(project, person.id))
    return [shown_left(project, person.id, pair_id) for pair_id in pair_ids]


def test_sides_follow_the_order_in_which_pairs_are_shown(project, person):
    shown = show(project, person, 5, 2, 6)
    assert shown == [side_at(project.uuid, person.uuid, index) for index in range(3)]


def test_a_side_once_fixed_stays(project, person):
    first = show(project, person, 1, 2, 3, 4, 5, 6)
    assert show(project, person, 6, 5, 4, 3, 2, 1) == first[::-1]


def test_it_is_told_whether_a_pair_is_new(project, person):
    with project.transaction():
        assert [fix_side(project, person, 3, 0), fix_side(project, person, 3, 1)] == [True, False]
    assert shown_count(project, person.id) == 1


def test_it_is_noted_when_a_pair_was_first_shown(project, person):
    show(project, person, 2)
    rows = project.db.execute("SELECT pair_id FROM queue WHERE first_shown_at IS NOT NULL")
    assert rows.fetchall() == [(2,)]


def test_everyone_has_their_own_sides(project, person):
    bob_id = hire(project, "Bob")
    with project.transaction():
        project.db.execute(
            "INSERT INTO queue SELECT ?, pair_id, position, NULL, NULL FROM queue", [bob_id]
        )
    bob = Annotator(bob_id, "bob", "Bob")
    show(project, person, 1, 2)
    assert show(project, bob, 3) == [side_at(project.uuid, "bob", 0)]


@pytest.mark.parametrize("side", Side)
def test_the_texts_stand_on_their_sides(project, person, side):
    project.db.execute("UPDATE queue SET shown_left = ? WHERE pair_id = 4", [side.value])
    texts = pair_texts(project, person.id, 4)
    ordered = (texts.left, texts.right) if side is Side.A else (texts.right, texts.left)
    assert ordered == ("Answer 1 to question 2.", "Answer 2 to question 2.")
    assert (texts.messages, texts.shown_left) == ((Message("user", "Question 2?"),), side)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE responses SET text = text || '!' WHERE id = 2",
        "UPDATE responses SET text = CAST(x'ff41' AS TEXT) WHERE id = 1",
        "UPDATE prompts SET messages = replace(messages, 'Question', 'Answer')",
        "UPDATE prompts SET messages = '{'",
    ],
)
def test_a_changed_text_is_not_shown(project, person, damage):
    show(project, person, 1)
    project.db.execute(damage)
    with pytest.raises(UserError, match="is damaged"):
        pair_texts(project, person.id, 1)


def test_a_project_without_a_person_says_so(project):
    project.db.execute("UPDATE annotators SET kind = 'source'")
    with pytest.raises(UserError, match="has nobody who judges"):
        current_person(project)
