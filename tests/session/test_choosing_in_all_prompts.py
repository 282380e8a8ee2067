import math

import numpy as np
import pytest

from real_desktop.core.choosing import ALREADY_ASKED, BEYOND_BUDGET, NOT_EMBEDDED
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session
from tests.session.working import embed_here, import_into, read

ORDER = "SELECT prompt_id, response_a, response_b FROM pairs ORDER BY id"


@pytest.fixture
def many(answers):
    sets = [
        (f"Question {n}?", [f"{n} {k} " * (k + 1) for k in range(2 + n % 3)]) for n in range(60)
    ]
    return answers(sets, "many.jsonl")


@pytest.fixture
def embedded(session, many):
    import_into(session, many)
    embed_here(session)
    return session


def choose(session, **options):
    return drained(select(session, SelectOptions("informative", repeats=0, **options)))


def difference(session, pair):
    """What a pair's two unit vectors differ by."""
    rows = [
        np.frombuffer(vector, "<f2").astype(np.float64)
        for one in pair
        for (vector,) in read(
            session,
            "SELECT vector FROM responses JOIN embeddings USING (text_hash) WHERE responses.id = ?",
            one,
        )
    ]
    one, other = (row / math.sqrt(float(row @ row)) for row in rows)
    return one - other


def test_the_queue_is_in_the_order_in_which_pairs_add_most(embedded):
    assert choose(embedded, control=0, ceiling=1).pairs == 60
    pairs = read(embedded, ORDER)
    asked = [difference(embedded, pair) for _prompt, *pair in pairs]
    every = [
        difference(embedded, pair)
        for pair in read(
            embedded,
            "SELECT a.id, b.id FROM responses a JOIN responses b USING (prompt_id)"
            " WHERE a.position < b.position",
        )
    ]
    size = len(asked[0])
    assert size <= 64
    known = sum(float(d @ d) for d in every) / len(every) / size * np.eye(size)
    for at, one in enumerate(asked):
        adds = [float(d @ np.linalg.solve(known, d)) for d in asked[at:]]
        assert adds[0] >= max(adds) - 1e-9
        known += np.outer(one, one)


def test_a_smaller_budget_asks_the_first_of_the_same_queue(embedded, tmp_path, many):
    report = choose(embedded, control=0, budget=11)
    assert (report.pairs, report.left_out) == (11, {BEYOND_BUDGET: 49})
    with new_session(tmp_path / "other.real") as other:
        import_into(other, many)
        embed_here(other)
        choose(other, control=0, ceiling=1)
        assert read(other, ORDER)[:11] == read(embedded, ORDER)


def test_a_second_budget_goes_on_where_the_first_ended(embedded, tmp_path, many):
    for _time in range(2):
        choose(embedded, control=0, budget=10, ceiling=1)
    with new_session(tmp_path / "other.real") as other:
        import_into(other, many)
        embed_here(other)
        choose(other, control=0, ceiling=1)
        assert read(other, ORDER)[:20] == read(embedded, ORDER)


@pytest.mark.parametrize("prompts", ["all", "random", "widest"])
def test_the_budget_holds_with_a_control_slice(embedded, prompts):
    report = choose(embedded, control=0.3, budget=30, prompts=prompts)
    assert report.pairs == 30
    assert 3 <= report.control <= 16


def test_selecting_again_asks_nothing_twice(embedded):
    assert choose(embedded, control=0.2).pairs == 60
    assert choose(embedded, control=0.2, pairs_per_prompt=2).pairs > 0
    pairs = read(embedded, ORDER)
    assert len(set(pairs)) == len(pairs)
    with pytest.raises(UserError, match=f"{ALREADY_ASKED}: 60"):
        choose(embedded, control=0.2)


def test_without_vectors_it_says_what_is_missing(session, many):
    import_into(session, many)
    with pytest.raises(UserError, match=NOT_EMBEDDED):
        choose(session)
