"""Several pairs a prompt, selections after selections, budgets, and the same queue elsewhere."""

import pytest

from real_desktop.core.choosing import (
    ALREADY_ASKED,
    BEYOND_BUDGET,
    FEWER_THAN_TWO,
    NO_VECTOR,
    NOT_EMBEDDED,
)
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session
from tests.session.working import Person, embed_here, import_into, read, write

SETS = [(f"Question {n}?", [f"Answer {n}.{k} " * (1 + k) for k in range(4)]) for n in range(60)]

QUEUE = """
SELECT prompts.uuid, a.text_hash, b.text_hash, similarity, rank, kind
FROM queue JOIN pairs ON pairs.id = pair_id JOIN prompts ON prompts.id = pairs.prompt_id
JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b
ORDER BY queue.position
"""


@pytest.fixture
def embedded(session, answers):
    import_into(session, answers(SETS))
    embed_here(session)
    return session


def choose(session, **options):
    return drained(select(session, SelectOptions(**options)))


@pytest.mark.parametrize(
    "options",
    [
        {"control": 0.3, "repeats": 0.2},
        {"strategy": "random", "seed": 4, "pairs_per_prompt": 3},
        {"budget": 25, "prompts": "random", "repeats": 0.2},
        {"budget": 25, "prompts": "widest"},
        {"budget": 25, "prompts": "coverage"},
    ],
)
def test_the_same_data_and_seed_give_the_same_queue_whatever_the_order_of_import(
    tmp_path, answers, options
):
    queues, imports = [], ([SETS], [SETS[::-1]], [SETS[40:], SETS[:40]])
    for number, files in enumerate(imports):
        with new_session(tmp_path / f"{number}.real") as session:
            for part, sets in enumerate(files):
                import_into(session, answers(sets, f"{number}-{part}.jsonl"))
            embed_here(session)
            choose(session, **options)
            queues.append(read(session, QUEUE))
    assert queues[0] == queues[1] == queues[2]
    assert len(queues[0]) >= 20


def same_pairs(session):
    sql = (
        "SELECT min(response_a, response_b), max(response_a, response_b) FROM pairs"
        " WHERE kind <> 'repeat'"
    )
    return read(session, sql)


def test_more_pairs_a_prompt_are_added_to_those_that_are_there(embedded):
    first = choose(embedded, repeats=0)
    before = read(embedded, "SELECT * FROM pairs ORDER BY id")
    second = choose(embedded, repeats=0, pairs_per_prompt=3)
    assert (first.pairs, second.pairs) == (60, 120)
    assert read(embedded, "SELECT * FROM pairs ORDER BY id")[:60] == before
    third = choose(embedded, repeats=0, pairs_per_prompt=99, strategy="random", control=0)
    pairs = same_pairs(embedded)
    assert len(pairs) == len(set(pairs)) == 180 + third.pairs == 360


def test_what_is_judged_stays_judged_and_the_queue_is_only_added_to(embedded):
    choose(embedded)
    person = Person(embedded)
    person.say(*[Choice.LEFT] * 5)
    queue = read(embedded, "SELECT * FROM queue ORDER BY position")
    events = read(embedded, "SELECT * FROM events")
    choose(embedded, strategy="random", seed=1)
    choose(embedded, pairs_per_prompt=2)
    assert read(embedded, "SELECT * FROM queue ORDER BY position")[: len(queue)] == queue
    assert read(embedded, "SELECT * FROM events") == events
    again = Person(embedded).step
    assert again.pair_id == person.step.pair_id
    assert again.progress.judged == 5


def test_asked_again_the_same_there_is_nothing_and_the_reason_is_said(embedded):
    choose(embedded)
    with pytest.raises(UserError, match=rf"{ALREADY_ASKED}: 60"):
        choose(embedded)


@pytest.mark.parametrize("prompts", ["all", "random", "widest", "coverage"])
@pytest.mark.parametrize("repeats", [0, 0.1])
def test_a_budget_is_kept_to_with_control_and_repeats(embedded, prompts, repeats):
    report = choose(embedded, budget=33, prompts=prompts, repeats=repeats)
    assert report.pairs == 33
    assert report.left_out == {BEYOND_BUDGET: 60 - 33 + report.repeats}
    assert report.possible == 360
    assert report.repeats == round(30 * repeats)


def test_a_budget_larger_than_the_data_leaves_nothing_out(embedded):
    report = choose(embedded, budget=1_000)
    assert (report.pairs - report.repeats, report.left_out) == (60, {})


def test_a_budget_of_all_takes_the_prompts_in_the_order_of_import(embedded):
    choose(embedded, budget=7)
    assert read(embedded, "SELECT prompt_id FROM pairs ORDER BY 1") == [(n,) for n in range(1, 8)]


def test_a_second_budget_goes_on_where_the_first_ended(embedded):
    choose(embedded, budget=20, prompts="widest", repeats=0)
    choose(embedded, budget=20, prompts="widest", repeats=0)
    assert len({prompt for (prompt,) in read(embedded, "SELECT prompt_id FROM pairs")}) == 40


def test_the_widest_sets_are_those_with_the_least_similar_pairs(embedded):
    choose(embedded, budget=20, prompts="widest", repeats=0, control=0)
    ((highest,),) = read(embedded, "SELECT max(similarity) FROM pairs")
    choose(embedded, repeats=0, control=0)
    ((lowest,),) = read(embedded, "SELECT min(similarity) FROM pairs WHERE selection_id = 2")
    assert highest <= lowest


def test_equal_texts_collapse_whatever_their_white_space(session, answers):
    texts = ["one two", " one  two\n", "one\ttwo", "three"]
    import_into(session, answers([("a?", texts), ("b?", ["two words", "two  words"])]))
    embed_here(session)
    report = choose(session, pairs_per_prompt=5)
    assert (report.pairs, report.possible) == (1, 1)
    assert report.left_out == {FEWER_THAN_TWO: 1}


def test_a_pair_of_an_equal_text_that_was_asked_is_not_asked_again(session, answers):
    import_into(session, answers([("a?", ["one two", "one  two", "three"])]))
    embed_here(session)
    choose(session)
    write(session, "UPDATE pairs SET response_a = 2 WHERE response_a = 1")
    write(session, "UPDATE pairs SET response_b = 2 WHERE response_b = 1")
    with pytest.raises(UserError, match=ALREADY_ASKED):
        choose(session, pairs_per_prompt=3)


def test_every_set_is_chosen_from_or_left_out_with_a_reason(embedded, answers):
    import_into(embedded, answers([("new?", ["x", "y"]), ("lost?", ["v", "w"])]))
    write(embedded, "DELETE FROM embeddings WHERE rowid <= 4")
    write(
        embedded,
        "INSERT INTO embedding_failures SELECT text_hash, 1, 'zeros' FROM responses"
        " WHERE prompt_id = 1",
    )
    write(embedded, "UPDATE responses SET text = ' ' WHERE text = 'w'")
    report = choose(embedded, repeats=0)
    assert sum(report.left_out.values()) + report.pairs == 62
    assert report.left_out[NOT_EMBEDDED] >= 1
    assert report.left_out[FEWER_THAN_TWO] == 1
    assert set(report.left_out) <= {NOT_EMBEDDED, FEWER_THAN_TWO, NO_VECTOR}


def test_a_vector_that_compares_with_nothing_is_passed_over(embedded):
    zeros, nan = bytes(16 * 2), b"\x00\x7e" * 16
    ((size,),) = read(embedded, "SELECT length(vector) FROM embeddings LIMIT 1")
    for prompt, blob in ((1, zeros), (2, nan)):
        broken = (blob * size)[:size].hex()
        write(
            embedded,
            f"UPDATE embeddings SET vector = x'{broken}' WHERE text_hash ="
            f" (SELECT text_hash FROM responses WHERE prompt_id = {prompt} AND position = 0)",
        )
    report = choose(embedded, repeats=0, pairs_per_prompt=9)
    assert report.pairs == 58 * 6 + 2 * 3
    assert read(embedded, "SELECT count(*) FROM pairs WHERE similarity IS NULL") == [(0,)]


def test_a_prompt_without_a_visible_response_is_counted(embedded):
    write(embedded, "UPDATE responses SET prompt_id = 2, position = position + 10 WHERE id < 5")
    assert choose(embedded).left_out == {FEWER_THAN_TWO: 1}
