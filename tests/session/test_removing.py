from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.preparing import prepare
from real_desktop.session.removing import drop_hidden_import
from real_desktop.session.session import new_session, open_session
from real_desktop.session.statistics import stats
from real_desktop.store.import_removal import drop_rows, hide_import
from real_desktop.store.imported_files import imported_files
from real_desktop.store.thread import Priority
from tests.session.working import Person, embed_here, fake_embedder, import_into, read

SHARED = ("Shared question?", ["One.", "Two.", "Three."])


@pytest.fixture
def two_files(session, answers):
    """A project with two files; one prompt has responses from both, one text is in both."""
    first = answers([SHARED, ("Only first?", ["Yes.", "No.", "Equal text."])], "first.jsonl")
    second = answers(
        [(SHARED[0], ["Four.", "Five."]), ("Only second?", ["Equal text.", "Maybe."])],
        "second.jsonl",
    )
    import_into(session, first, second)
    return session


def remove(session, import_id):
    session.run(Priority.JUDGE, partial(hide_import, import_id=import_id))
    drained(drop_hidden_import(session, import_id))


def files(session):
    return session.run(Priority.READ, imported_files)


def texts(session):
    return [row[0] for row in read(session, "SELECT text FROM responses ORDER BY id")]


def test_the_files_are_listed_with_what_is_there_of_them(two_files):
    found = files(two_files)
    assert [(f.source, f.format, f.prompts, f.responses) for f in found] == [
        ("first.jsonl", "plain", 2, 6),
        ("second.jsonl", "plain", 1, 4),
    ]
    assert [(f.pairs, f.events) for f in found] == [(0, 0), (0, 0)]


def test_rejected_rows_are_listed_by_reason(session, tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text('{"prompt": "p", "responses": ["a", "b"]}\n{"prompt": "q"}\n')
    import_into(session, path)
    (one,) = files(session)
    assert one.rejected == {"no response column; found: prompt": 1}


def test_a_removed_file_leaves_the_others_as_they_were(two_files):
    embed_here(two_files)
    remove(two_files, 2)
    assert [f.source for f in files(two_files)] == ["first.jsonl"]
    assert texts(two_files) == ["One.", "Two.", "Three.", "Yes.", "No.", "Equal text."]
    assert read(two_files, "SELECT count(*) FROM prompts") == [(2,)]
    hashes = read(
        two_files,
        "SELECT count(*) FROM embeddings WHERE text_hash IN (SELECT text_hash FROM responses)",
    )
    assert hashes == read(two_files, "SELECT count(*) FROM embeddings") == [(6,)]


def test_a_prompt_that_has_responses_of_another_file_stays_with_them(two_files):
    remove(two_files, 1)
    assert texts(two_files) == ["Four.", "Five.", "Equal text.", "Maybe."]
    rows = read(two_files, "SELECT import_id, json_extract(messages, '$[0].content') FROM prompts")
    assert rows == [(2, SHARED[0]), (2, "Only second?")]


def test_pairs_that_nobody_judged_go_with_the_file(two_files):
    drained(prepare(two_files, fake_embedder()))
    before = read(two_files, "SELECT count(*) FROM queue")[0][0]
    of_second = files(two_files)[1].pairs
    assert of_second >= 1
    remove(two_files, 2)
    left = read(two_files, "SELECT count(*) FROM queue")[0][0]
    assert left == before - of_second == Person(two_files).step.progress.total


def test_a_file_that_was_judged_stays_whole(two_files):
    drained(prepare(two_files, fake_embedder()))
    person = Person(two_files)
    while person.step.pair:
        person.say(Choice.TIE)
    before = (texts(two_files), files(two_files))
    with pytest.raises(UserError, match=r"events of the log are about responses of this file"):
        remove(two_files, 1)
    assert (texts(two_files), files(two_files)) == before


def test_an_undone_judgement_is_an_event_too(two_files):
    drained(prepare(two_files, fake_embedder()))
    person = Person(two_files)
    while person.step.pair:
        person.say(Choice.TIE)
    person.undo(3)
    with pytest.raises(UserError, match="never deleted"):
        remove(two_files, 1)


@pytest.fixture
def many(answers):
    """A file with more rows than a chunk holds."""
    return answers([(f"Q{n}?", ["a", f"b{n}", "c"]) for n in range(10)], "many.jsonl")


def is_empty(session):
    tables = ("imports", "prompts", "responses", "rejected_rows", "embeddings")
    return all(read(session, f"SELECT count(*) FROM {table}") == [(0,)] for table in tables)


def test_a_removal_that_is_cancelled_goes_to_its_end(path, many):
    with new_session(path, chunk_rows=4) as session:
        import_into(session, many)
        embed_here(session)
        session.run(Priority.JUDGE, partial(hide_import, import_id=1))
        job = drop_hidden_import(session, 1)
        next(job)
        assert files(session) == []
        job.close()
        assert is_empty(session)
        assert import_into(session, many).added.responses == 30


def test_a_removal_that_was_killed_is_finished_at_the_next_start(path, many):
    with new_session(path, chunk_rows=4) as session:
        import_into(session, many)
        embed_here(session)
        session.run(Priority.JUDGE, partial(hide_import, import_id=1))
        session.run(Priority.CHUNK, partial(drop_rows, import_id=1, limit=4))
        assert 0 < len(texts(session)) < 30
    with open_session(path) as session:
        assert is_empty(session)


def test_nothing_is_imported_on_top_of_what_is_half_gone(path, many, answers):
    more = answers([("Q1?", ["a", "b1", "further"])], "more.jsonl")
    with new_session(path, chunk_rows=4) as session:
        import_into(session, many)
        session.run(Priority.JUDGE, partial(hide_import, import_id=1))
        report = import_into(session, more)
        assert (report.added.prompts, report.added.responses) == (1, 3)
    with open_session(path) as session:
        assert texts(session) == ["a", "b1", "further"]


def test_a_prompt_of_another_file_too_is_never_out_of_sight(two_files):
    two_files.run(Priority.JUDGE, partial(hide_import, import_id=1))
    assert (stats(two_files).prompts, stats(two_files).responses) == (2, 4)


def test_what_takes_long_is_done_once_and_not_for_every_chunk(path, many):
    with new_session(path, chunk_rows=4) as session:
        import_into(session, many)
        session.run(Priority.JUDGE, partial(hide_import, import_id=1))
        said = []
        session.run(Priority.READ, lambda project: project.db.conn.set_trace_callback(said.append))
        drained(drop_hidden_import(session, 1))
        assert sum("BEGIN" in one for one in said) > 10
        assert not any("UPDATE prompts" in one for one in said)
        assert sum("count(*) FROM responses" in one for one in said) == 1


def test_a_prompt_that_stays_names_the_file_that_is_left(two_files):
    remove(two_files, 1)
    rows = read(two_files, "SELECT source_file, source_row FROM prompts ORDER BY id")
    assert rows == [("second.jsonl", 0), ("second.jsonl", 2)]


def test_the_same_file_can_be_imported_again(two_files, answers):
    remove(two_files, 1)
    report = import_into(two_files, answers([SHARED], "again.jsonl"))
    assert (report.added.prompts, report.added.responses) == (0, 3)
