import json

import pytest

from real_desktop.core.records import Message, RejectedRow, Response, ResponseSet
from real_desktop.store import imports
from real_desktop.store.adding import Added, FileAdded
from real_desktop.store.counts import counts
from real_desktop.store.import_removal import drop_import, drop_unfinished
from real_desktop.store.imports import add_rows, begin_imports
from real_desktop.store.pairs import prompt_slice
from real_desktop.store.project_file import create
from tests.store.filling import import_sets, response_sets


@pytest.fixture
def empty(path):
    project = create(path, "work")
    yield project
    project.close()


def one_set(*responses, question="Why?", **meta):
    return ResponseSet(7, (Message("user", question),), responses, meta)


def texts(project):
    return [row[0] for row in project.db.execute("SELECT text FROM responses ORDER BY position")]


def test_a_set_is_stored_as_it_is(empty):
    response = Response(" So.\n\x00", "aspen", 0.5, {"tokens": 3})
    import_sets(empty, [one_set(response, Response("ü"))], "a.jsonl")
    (prompt,) = empty.db.query("SELECT * FROM prompts")
    assert (prompt["source_file"], prompt["source_row"]) == ("a.jsonl", 7)
    first, second = empty.db.query("SELECT * FROM responses ORDER BY position")
    stored = (first["text"], first["model"], first["score"], json.loads(first["meta"]))
    assert stored == (" So.\n\x00", "aspen", 0.5, {"tokens": 3})
    assert (second["text"], second["model"], second["score"]) == ("ü", None, None)


def test_the_same_again_is_a_duplicate(empty):
    assert import_sets(empty, response_sets(2)) == Added({0: FileAdded(prompts=2, responses=6)})
    assert import_sets(empty, response_sets(3)) == Added(
        {0: FileAdded(prompts=1, responses=3, duplicates=2)}
    )


def test_new_responses_extend_the_set(empty):
    import_sets(empty, [one_set(Response("a", "m"), Response("b", "m"))])
    more = one_set(Response("b", "m"), Response("c", "m"), Response("b", "other"))
    assert import_sets(empty, [more]) == Added({0: FileAdded(responses=2)})
    assert texts(empty) == ["a", "b", "c", "b"]


def test_unknown_columns_of_a_later_row_are_kept_and_change_none(empty):
    ab = Response("a"), Response("b")
    import_sets(empty, [one_set(*ab, id=7)])
    again = [one_set(*ab, id=8, topic="süß"), one_set(*ab, Response("c"), level=2), one_set(*ab)]
    assert import_sets(empty, again) == Added({0: FileAdded(responses=1, duplicates=2)})
    assert metas(empty) == [{"id": 7, "topic": "süß", "level": 2}]


def test_columns_of_an_import_that_breaks_off_are_never_seen(empty):
    ab = Response("a"), Response("b")
    import_sets(empty, [one_set(*ab, id=7)])
    ids = begin_imports(empty, [("broken.jsonl", "plain")])
    for topic in ("first", "second"):
        add_rows(empty, ids, [one_set(*ab, **{topic: 1})])
    assert metas(empty) == [{"id": 7}]
    drop_import(empty, ids[0])
    assert import_sets(empty, [one_set(*ab, level=2)]) == Added({0: FileAdded(duplicates=1)})
    assert metas(empty) == [{"id": 7, "level": 2}]


def metas(project):
    return [json.loads(meta) for (meta,) in project.db.execute("SELECT meta FROM prompts")]


def test_equal_responses_of_one_set_are_all_kept(empty):
    assert import_sets(empty, [one_set(*[Response("a")] * 3, Response("b"))]).responses == 4


def test_a_rejected_row_is_kept_with_its_reason(empty):
    import_sets(empty, [RejectedRow(4, "no prompt", '{"x'), *response_sets(1)])
    assert empty.db.execute("SELECT * FROM rejected_rows").fetchall() == [
        (1, 4, "no prompt", '{"x')
    ]


def test_an_import_is_invisible_until_it_is_complete(empty):
    import_ids = begin_imports(empty, [("a.jsonl", "plain")])
    add_rows(empty, import_ids, response_sets(2))
    assert (counts(empty).prompts, counts(empty).responses, prompt_slice(empty, 0)) == (0, 0, [])
    imports.finish_imports(empty, import_ids, {0: {"prompts": 2}})
    found = counts(empty)
    assert (found.prompts, found.responses, len(prompt_slice(empty, 0))) == (2, 6, 2)


def test_an_unfinished_import_is_taken_out_and_a_finished_one_stays(empty):
    import_sets(empty, response_sets(1, responses=2))
    import_ids = begin_imports(empty, [("b.jsonl", "plain")])
    add_rows(empty, import_ids, [RejectedRow(9, "no prompt", ""), *response_sets(3, responses=3)])
    drop_unfinished(empty)
    rows = {name: empty.db.table(name).count for name in ("imports", "prompts", "responses")}
    assert rows == {"imports": 1, "prompts": 1, "responses": 2}
    assert empty.db.table("rejected_rows").count == 0
