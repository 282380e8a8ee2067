import json

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import (
    EventKind,
    KnownPreference,
    Message,
    Outcome,
    RejectedRow,
    Response,
    ResponseSet,
)
from real_desktop.store import event_log, labels
from real_desktop.store.counts import counts, prompt_totals
from real_desktop.store.digests import verify_digests
from real_desktop.store.events import event_count, people_at_work
from real_desktop.store.import_removal import drop_import, drop_rows, drop_unfinished, hide_import
from real_desktop.store.imported_files import imported_files
from real_desktop.store.imports import add_rows, begin_imports, finish_imports
from real_desktop.store.label_sources import label_sources
from real_desktop.store.pairs import asked_selections, asked_slice, extend_queues, has_pairs
from real_desktop.store.people import current_person
from real_desktop.store.project_file import create, open_to_write
from real_desktop.store.queue import queued_pairs
from tests.store.filling import ask_everything, hire, import_sets, judge

A, B, TIE, BOTH_BAD = Outcome
TABLES = ("selections", "pairs", "events", "annotators", "queue")


@pytest.fixture
def empty(path):
    project = create(path, "work")
    yield project
    project.close()


def told(*said, ask="Why?", replies=("One.", "Two.", "Three."), row=1):
    """A set whose preferences are [place, place, outcome, by, strength]."""
    known = tuple(KnownPreference(*one) for one in said)
    return ResponseSet(
        row, (Message("user", ask),), tuple(map(Response, replies)), preferences=known
    )


def sizes(project):
    return [project.db.table(name).count for name in TABLES]


def said_in(project):
    """What every label of a file says: who, the winner's text, the other's."""
    rows = project.db.execute(
        "SELECT name, outcome, a.text, b.text FROM labels"
        " JOIN annotators ON annotators.id = annotator_id JOIN pairs ON pairs.id = pair_id"
        " JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b"
        " WHERE annotators.kind = 'source' ORDER BY origin_seq"
    )
    turned = []
    for name, outcome, a, b in rows:
        texts = (b, a) if outcome == "b" else (a, b)
        kind = "won" if outcome in ("a", "b") else outcome
        turned.append((name, kind, *(texts if kind == "won" else sorted(texts))))
    return turned


def test_a_preference_is_a_label_of_the_file(empty):
    added = import_sets(empty, [told((0, 2, B, None, 3))], "hh_test.jsonl.gz")
    assert (added.preferences, added.labels) == (1, {"hh_test": 1})
    assert said_in(empty) == [("hh_test", "won", "Three.", "One.")]
    (event,) = event_log.logged_events(empty, event_log.last_seq(empty), None, 9)
    assert (event.kind, event.annotator_kind, event.strength) == (EventKind.JUDGE, "source", 3)
    assert (event.shown_left, event.active_ms, event.stands) == (None, None, True)
    (selection,) = empty.db.query("SELECT * FROM selections")
    assert (selection["strategy"], selection["seed"], selection["model_id"]) == (
        "imported",
        0,
        None,
    )
    assert json.loads(selection["params"]) == {"import": "hh_test.jsonl.gz", "import_id": 1}
    assert empty.db.execute("SELECT kind FROM pairs").fetchall() == [("imported",)]
    verify_digests(empty.db, "work")


def test_the_same_said_the_other_way_round_or_twice_adds_nothing(empty):
    same = [(0, 1, A), (1, 0, B), (0, 1, A, None, 2)]
    assert import_sets(empty, [told(*same)]).preferences == 1
    again = import_sets(empty, [told(*same)])
    assert (again.preferences, again.labels) == (0, {})
    assert sizes(empty) == [1, 1, 1, 2, 0]


def test_a_file_that_changes_its_mind_is_taken_at_its_last_word(empty):
    assert import_sets(empty, [told((0, 1, A)), told((0, 1, TIE))]).preferences == 2
    assert said_in(empty) == [("answers", "tie", "One.", "Two.")]
    assert sizes(empty)[:3] == [1, 1, 2]


def test_equal_texts_and_places_that_are_not_there_are_no_pair(empty):
    one = told((0, 1, A), (0, 0, A), (0, 7, A), (-1, 0, A), replies=("Same.", "Same.", "Other."))
    assert import_sets(empty, [one]).preferences == 0
    assert sizes(empty) == [0, 0, 0, 1, 0]


def test_places_are_those_of_the_file_where_the_responses_are_there_already(empty):
    import_sets(empty, [told(replies=("Two.", "Zero.", "One."))], "first.jsonl")
    import_sets(
        empty, [told((0, 1, A), (2, 1, A), replies=("One.", "Two.", "New."))], "second.jsonl"
    )
    assert said_in(empty) == [
        ("second", "won", "One.", "Two."), ("second", "won", "New.", "Two."),
    ]  # fmt: skip


def test_the_same_file_gives_the_same_pairs_and_labels_in_another_project(empty, tmp_path):
    other = create(tmp_path / "other.real", "other")
    import_sets(other, [told(ask="Before?"), told((1, 0, TIE), ask="Further?")], "elsewhere.csv")
    for project in (empty, other):
        import_sets(project, [told((0, 1, A), (2, 1, B, "Ada"))], "same.jsonl")
    names = [
        {
            table: set(project.db.execute(f"SELECT uuid FROM {table} WHERE {which}"))
            for table, which in (
                ("pairs", "kind = 'imported'"), ("events", "1"),
                ("annotators", "kind = 'source'"),
            )
        }
        for project in (empty, other)
    ]  # fmt: skip
    assert all(len(names[0][table]) == 2 for table in names[0])
    assert all(names[0][table] < names[1][table] for table in names[0])
    other.close()


def test_judges_are_told_apart_and_the_fifty_first_goes_under_the_file(empty):
    said = [told((0, 1, A, f"judge {n}"), ask=f"Question {n}?") for n in range(53)]
    assert import_sets(empty, said, "votes.csv").labels == {"votes": 53}
    found = {one.name: one.labels for one in label_sources(empty)}
    assert len(found) == 51
    assert (found["judge 0 (votes)"], found["votes"]) == (1, 3)
    assert import_sets(empty, said, "votes.csv").preferences == 0


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.b.jsonl.gz", "a.b"),
        ("train.parquet", "train"),
        ("v1.2", "v1.2"),
        (".jsonl", ".jsonl"),
        ("x.json.zst", "x"),
        ("notes.txt.csv", "notes.txt"),
        ("X.CSV", "X"),
    ],
)
def test_a_file_is_called_by_its_stem(empty, file, name):
    assert list(import_sets(empty, [told((0, 1, A))], file).labels) == [name]


def test_a_name_is_never_shared_with_a_person(empty):
    hire(empty, "train")
    hire(empty, "train (file)")
    import_sets(empty, [told((0, 1, A), (1, 2, A, "train"))], "train.csv")
    names = [
        row[0] for row in empty.db.execute("SELECT name FROM annotators WHERE kind = 'source'")
    ]
    assert names == ["train (file 2)", "train (train)"]
    empty.db.execute("UPDATE annotators SET name = 'Zoë' WHERE name = 'train'")
    import_sets(empty, [told((0, 2, A))], "train.csv")
    assert [one.labels for one in label_sources(empty)] == [2, 1]
    assert current_person(empty).name == "Annotator 1"


def test_nobody_is_asked_about_a_pair_of_a_file(empty):
    import_sets(empty, [told((0, 1, A), (0, 2, B))])
    extend_queues(empty)
    assert queued_pairs(empty, 1) == labels.pair_ids(empty) == []
    assert not has_pairs(empty)
    assert prompt_totals(empty).without_pair == 1
    assert asked_selections(empty) == []
    ask_everything(empty)
    assert len(queued_pairs(empty, 1)) == len(labels.pair_ids(empty)) == 2
    assert prompt_totals(empty).without_pair == 0
    (selection,) = asked_selections(empty)
    assert len(asked_slice(empty, selection, 0)) == 2


def test_what_files_say_is_in_no_number_of_what_people_did(empty):
    import_sets(empty, [told((0, 1, A), (0, 2, TIE), (1, 2, A, "Ada"))])
    found = counts(empty)
    assert (found.pairs, found.judged, found.events, found.annotators) == (0, 0, 0, 1)
    assert sum(found.outcomes.values()) == event_count(empty) == people_at_work(empty) == 0
    assert labels.newest_labels(empty, [1]) == {}
    assert labels.standing_labels(empty) == []


def seen(project):
    return (
        labels.shown_pair_ids(project),
        labels.shown_pair_count(project),
        event_log.logged_events(project, event_log.last_seq(project), None, 99),
        event_log.shown_event_count(project),
        label_sources(project),
    )


def test_labels_of_an_unfinished_import_are_not_there_yet(empty):
    import_sets(empty, [told()], "texts.csv")
    import_ids = begin_imports(empty, [("votes.csv", "saying")])
    add_rows(empty, import_ids, [told((0, 1, A))])
    assert seen(empty) == ([], 0, [], 0, [])
    finish_imports(empty, import_ids, {})
    assert [len(one) if isinstance(one, list) else one for one in seen(empty)] == [1] * 5


@pytest.mark.parametrize("drop", [drop_import, None])
def test_a_dropped_import_takes_its_labels_along_and_no_others(empty, drop):
    import_sets(empty, [told((0, 1, A), (0, 1, A, "Ada"))], "votes.csv")
    before = sizes(empty), said_in(empty)
    import_ids = begin_imports(empty, [("votes.csv", "saying"), ("more.csv", "saying")])
    rows = [told((0, 1, B), (1, 2, A), (0, 2, A, "Bob")), RejectedRow(9, "no prompt", "", file=1)]
    add_rows(empty, import_ids, rows)
    assert sizes(empty) != before[0]
    if drop:
        for import_id in import_ids:
            drop(empty, import_id)
    else:
        drop_unfinished(empty)
    assert (sizes(empty), said_in(empty)) == before
    verify_digests(empty.db, "work")


def remove(project, import_id, limit):
    hide_import(project, import_id)
    while drop_rows(project, import_id, limit):
        assert label_sources(project) == [] or len(imported_files(project)) == 1


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_deleted_file_takes_along_what_it_says_and_what_is_said_of_its_responses(empty, limit):
    import_sets(empty, [told((0, 1, A))], "texts.csv")
    import_sets(empty, [told((0, 2, B), (0, 1, TIE, "Ada"))], "votes.csv")
    remove(empty, 1, limit)
    assert sizes(empty)[:3] == [0, 0, 0]
    assert [(one.source, one.preferences) for one in imported_files(empty)] == [("votes.csv", 0)]
    import_sets(empty, [told((0, 1, A), (1, 2, A))], "texts.csv")
    assert len(said_in(empty)) == 2


def test_a_file_of_labels_is_deleted_without_the_texts_of_others(empty):
    import_sets(empty, [told((0, 1, A))], "texts.csv")
    import_sets(empty, [told((0, 2, B))], "votes.csv")
    remove(empty, 2, 100)
    assert said_in(empty) == [("texts", "won", "One.", "Two.")]
    assert empty.db.table("responses").count == 3


def test_only_what_people_did_keeps_a_file(empty):
    import_sets(empty, [told((0, 1, A))], "texts.csv")
    (asked, _other) = [pair for pair in ask_everything(empty) if pair in queued_pairs(empty, 1)]
    (one,) = imported_files(empty)
    assert (one.pairs, one.events) == (2, 0)
    judge(empty, asked)
    assert imported_files(empty)[0].events == 1
    with pytest.raises(UserError, match="1 event of the log are about"):
        hide_import(empty, 1)


def test_a_project_with_labels_of_files_opens_again(empty, path):
    import_sets(empty, [told((0, 1, A), (1, 2, BOTH_BAD, "Ada", 1))])
    before = said_in(empty)
    empty.close()
    again = open_to_write(path)
    assert said_in(again) == before
    again.close()
