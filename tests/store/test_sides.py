import pytest

from real_desktop.core.choosing import ChosenPair
from real_desktop.core.records import PairKind, Side
from real_desktop.store.people import current_person
from real_desktop.store.queue import fix_side, queued_pairs, shown_count, shown_left
from tests.store.filling import filled_project, hire, select_pairs


@pytest.fixture
def project(tmp_path):
    """Sixty pairs, then a repeat of each; every second repeat names its responses the other way."""
    project = filled_project(tmp_path / "work.real", prompts=30)
    rows = project.db.execute("SELECT prompt_id, response_a, response_b FROM pairs ORDER BY id")
    repeats = [
        ChosenPair(prompt, *((a, b) if n % 2 else (b, a)), 0.25, 1, PairKind.REPEAT)
        for n, (prompt, a, b) in enumerate(rows.fetchall())
    ]
    select_pairs(project, repeats)
    yield project
    project.close()


def show(project, person, pair_ids):
    with project.transaction():
        for pair_id in pair_ids:
            fix_side(project, person, pair_id, shown_count(project, person.id))
    return [shown_left(project, person.id, pair_id) for pair_id in pair_ids]


def left_responses(project, pair_ids, sides):
    columns = [f"response_{side.value}" for side in sides]
    sql = "SELECT {} FROM pairs WHERE id = ?"
    return [
        project.db.execute(sql.format(column), [pair_id]).fetchone()[0]
        for column, pair_id in zip(columns, pair_ids, strict=True)
    ]


def test_a_repeat_stands_the_other_way_round_for_this_annotator(project):
    person, pair_ids = current_person(project), queued_pairs(project, 1)
    sides = show(project, person, pair_ids)
    left = left_responses(project, pair_ids, sides)
    assert all(first != again for first, again in zip(left[:60], left[60:], strict=True))


def test_the_rest_of_a_block_is_balanced_around_repeats(project):
    person, pair_ids = current_person(project), queued_pairs(project, 1)
    # Every block gets three repeats: the first pairs, 30 of which come back among the others.
    order = pair_ids[:30]
    rest, repeats = iter(pair_ids[30:60]), iter(pair_ids[60:75])
    for block in range(3):
        order += [next(repeats if n in (2, 5, 9) else rest) for n in range(10 + 0 * block)]
    reorder(project, order)
    shown = show(project, person, order)
    blocks = [shown[first : first + 10] for first in range(0, len(shown), 10)]
    assert [block.count(Side.A) for block in blocks] == [5] * 6


def reorder(project, pair_ids):
    project.db.execute("DELETE FROM queue")
    with project.transaction():
        project.db.conn.executemany(
            "INSERT INTO queue (annotator_id, pair_id, position) VALUES (1, ?, ?)",
            [(pair_id, place) for place, pair_id in enumerate(pair_ids, 1)],
        )


def test_a_repeat_of_what_was_not_shown_yet_is_free(project):
    person = current_person(project)
    assert len(show(project, person, queued_pairs(project, 1)[60:70])) == 10


def test_what_another_person_saw_forces_nothing(project):
    person, pair_ids = current_person(project), queued_pairs(project, 1)
    show(project, person, pair_ids[:60])
    bob = hire(project, "Bob")
    with project.transaction():
        project.db.execute(
            "INSERT INTO queue SELECT ?, pair_id, position, NULL, NULL FROM queue", [bob]
        )
    annotator = person.__class__(bob, "bob", "Bob")
    shown = show(project, annotator, pair_ids[60:])
    blocks = [shown[first : first + 10] for first in range(0, 60, 10)]
    assert [block.count(Side.A) for block in blocks] == [5] * 6


def test_the_first_time_is_found_by_the_index_of_prompts(project):
    from real_desktop.store.sides import _BEFORE, _BEHIND, _FIRST_TIME

    who = {"annotator": 1, "pair": 70, "count": 5}
    for sql, wanted in ((_FIRST_TIME, "pairs_prompt"), (_BEFORE, "annotator_id=? AND position<?"),
                        (_BEHIND, "annotator_id=? AND position>?")):  # fmt: skip
        plan = [row[3] for row in project.db.execute(f"EXPLAIN QUERY PLAN {sql}", who)]
        assert any(wanted in step for step in plan), plan
        assert not any(step.startswith("SCAN") for step in plan), plan
