"""Chunks: what a later row, a later chunk or a later import adds to what is there."""

import json
import random

import pytest

from real_desktop.core.records import Message, RejectedRow, Response, ResponseSet
from real_desktop.store.adding import FIRST_JOINED, Added, Adding, FileAdded
from real_desktop.store.imports import begin_imports, finish_imports
from real_desktop.store.project_file import create


@pytest.fixture
def empty(path):
    project = create(path, "work")
    yield project
    project.close()


def some_sets(seed, count=60):
    """Sets of few prompts and few texts, so that much of it comes again."""
    dice = random.Random(seed)
    for row in range(1, count + 1):
        responses = tuple(
            Response(f"Answer {dice.randint(1, 6)}.", dice.choice(("m1", None)), meta={"n": row})
            for _ in range(dice.randint(2, 4))
        )
        meta = {f"column {dice.randint(1, 4)}": row} if dice.random() < 0.5 else {}
        yield ResponseSet(
            row, (Message("user", f"Question {dice.randint(1, 9)}?"),), responses, meta
        )


def added_in_chunks(project, rows, size):
    adding = Adding(begin_imports(project, [("made.jsonl", "plain")]))
    for first in range(0, len(rows), size):
        adding.add(project, rows[first : first + size])
    finish_imports(project, [1], {})
    return adding.result()


def everything(project):
    return [
        project.db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in ("prompts", "responses", "rejected_rows")
    ]


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_same_whatever_the_size_of_a_chunk(tmp_path, seed):
    rows = list(some_sets(seed))
    found = []
    for size in (1, 2, 7, 1_000):
        project = create(tmp_path / f"{size}.real", "work")
        found.append((added_in_chunks(project, rows, size), everything(project)))
        project.close()
    assert all(one == found[0] for one in found)
    assert found[0][0].duplicates > 0


def test_ids_follow_on_what_another_import_left(empty):
    first = ResponseSet(1, (Message("user", "One?"),), (Response("a"), Response("b")))
    second = ResponseSet(1, (Message("user", "Two?"),), (Response("a"), Response("c")))
    for one in (first, second):
        adding = Adding(begin_imports(empty, [("a.jsonl", "plain")]))
        adding.add(empty, [one])
    rows = empty.db.execute("SELECT id, prompt_id, position FROM responses").fetchall()
    assert rows == [(1, 1, 0), (2, 1, 1), (3, 2, 0), (4, 2, 1)]


def test_counts_and_responses_are_those_of_their_files(empty):
    adding = Adding(begin_imports(empty, [("a.jsonl", "long"), ("b.jsonl", "long")]))
    responses = (Response("a"), Response("b", file=1), Response("c", file=1))
    adding.add(empty, [ResponseSet(4, (Message("user", "Why?"),), responses)])
    assert adding.result() == Added(
        {0: FileAdded(prompts=1, responses=1), 1: FileAdded(responses=2)}
    )
    assert empty.db.execute("SELECT import_id FROM responses").fetchall() == [(1,), (2,), (2,)]
    assert empty.db.execute("SELECT source_file FROM prompts").fetchall() == [("a.jsonl",)]


def test_a_single_response_joins_a_prompt_of_the_same_chunk(empty):
    why = (Message("user", "Why?"),)
    alone = ResponseSet(2, why, (Response("New."),))
    rows = [
        RejectedRow(1, "fewer than two", "", alone),
        ResponseSet(2, why, (Response("a"), Response("b"))),
        RejectedRow(3, "fewer than two", "", alone),
    ]
    adding = Adding(begin_imports(empty, [("a.jsonl", "plain")]))
    adding.add(empty, rows)
    assert adding.result() == Added(
        {0: FileAdded(prompts=1, responses=3, joined=1)}, frozenset({(0, 3)})
    )
    assert empty.db.execute("SELECT row FROM rejected_rows").fetchall() == [(1,)]


def test_only_the_first_rows_that_joined_are_remembered(empty):
    why = (Message("user", "Why?"),)
    rows = [ResponseSet(1, why, (Response("a"), Response("b")))]
    rows += [
        RejectedRow(n, "fewer than two", "", ResponseSet(n, why, (Response(f"{n}"),)))
        for n in range(2, 60)
    ]
    adding = Adding(begin_imports(empty, [("a.jsonl", "plain")]))
    adding.add(empty, rows)
    found = adding.result()
    assert (found.joined, len(found.first_joined)) == (58, FIRST_JOINED)
    assert (0, 2) in found.first_joined


def test_numbers_that_are_too_long_for_a_fast_way_are_kept(empty):
    meta = {"big": 10**30, "text": "süß", "list": [1.5, None, True]}
    one = ResponseSet(
        1, (Message("user", "Why?"),), (Response("a", meta=meta), Response("b")), meta
    )
    adding = Adding(begin_imports(empty, [("a.jsonl", "plain")]))
    adding.add(empty, [one])
    for table in ("prompts", "responses"):
        ((kept,),) = empty.db.execute(f"SELECT meta FROM {table} LIMIT 1")
        assert json.loads(kept) == meta
