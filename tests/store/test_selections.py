import sqlite3

import pytest

from real_desktop.core.choosing import ChosenPair
from real_desktop.core.records import PairKind
from real_desktop.store.digests import PAIR_FIELDS, pair_digest, verify_digests
from real_desktop.store.queue import queued_pairs
from real_desktop.store.selections import (
    PairIdentity,
    Selection,
    add_selection,
    identities,
    pair_rows,
)
from tests.store.filling import hire, select_pairs

MORE = [ChosenPair(1, a, b, None, None, PairKind.CONTROL) for a, b in ((1, 3), (3, 1))]


def test_a_selection_goes_to_the_end_of_everyones_queue_in_its_order(project):
    bob = hire(project, "Bob")
    selection = select_pairs(project, MORE, control=1)
    assert queued_pairs(project, 1) == queued_pairs(project, bob) == [1, 2, 3, 4, 5, 6, 7, 8]
    rows = project.db.execute(
        "SELECT kind, position, response_a, similarity FROM pairs WHERE selection_id = ?",
        [selection],
    ).fetchall()
    assert rows == [("control", 1, 1, None), ("control", 2, 3, None)]
    verify_digests(project.db, "work.real")


def test_a_pair_is_what_its_prompt_and_texts_are(project):
    ((uuid,),) = project.db.execute("SELECT uuid FROM prompts WHERE id = 1")
    hashes = [row[0] for row in project.db.execute("SELECT text_hash FROM responses ORDER BY id")]
    assert identities(project, MORE) == [
        PairIdentity(uuid, hashes[0], hashes[2]),
        PairIdentity(uuid, hashes[2], hashes[0]),
    ]


def test_while_it_writes_nothing_is_read_that_could_be_read_before(project):
    selection = Selection("random", {}, 0, None)
    rows = pair_rows(selection, MORE, identities(project, MORE), 1)
    statements = []
    project.db.conn.set_trace_callback(statements.append)
    add_selection(project, selection, rows)
    project.db.conn.set_trace_callback(None)
    words = [statement.split()[0] for statement in statements]
    whether_there_is_gold = "SELECT"
    assert words == ["BEGIN", *["INSERT"] * 4, whether_there_is_gold, "COMMIT"]


def test_a_selection_is_written_whole_or_not_at_all(project):
    selection = Selection("random", {}, 0, None)
    rows = pair_rows(selection, MORE, identities(project, MORE), 1)
    with pytest.raises(sqlite3.IntegrityError):
        add_selection(project, selection, [*rows, rows[0]])
    assert project.db.table("selections").count == 1
    assert project.db.table("pairs").count == 6


@pytest.mark.parametrize("field", PAIR_FIELDS)
def test_the_digest_covers_every_field(field):
    fields = dict.fromkeys(PAIR_FIELDS, "x")
    assert pair_digest(fields) != pair_digest(fields | {field: "y"})
