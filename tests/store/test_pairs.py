import numpy as np
import pytest

from real_desktop.core.choosing import ChosenPair
from real_desktop.core.records import PairKind
from real_desktop.store.digests import PAIR_FIELDS, pair_digest
from real_desktop.store.pairs import add_selection, candidate_set
from real_desktop.store.queue import queued_pairs
from real_desktop.store.vectors import EmbeddedText, ModelRow, add_model, add_vectors
from tests.store.filling import hire


def test_candidates_come_in_their_order_with_their_vectors_and_what_is_asked(project):
    model = add_model(project, ModelRow("fake", "f", 2, 16, "float32", "window", "cpu"))
    text_hash = project.db.execute("SELECT text_hash FROM responses WHERE id = 5").fetchone()[0]
    (failed,) = project.db.execute("SELECT text_hash FROM responses WHERE id = 6").fetchone()
    embedded = [EmbeddedText(text_hash, np.array([0.5, -1.0]), 3)]
    add_vectors(project, model, embedded, {failed: "all zeros"})
    found = candidate_set(project, 2, model)
    assert [one.response_id for one in found.candidates] == [4, 5, 6]
    assert [one.vector is None for one in found.candidates] == [True, False, True]
    assert [one.has_failed for one in found.candidates] == [False, False, True]
    assert found.candidates[1].vector.tolist() == [0.5, -1.0]
    assert found.asked == {(4, 5), (5, 6)}


def test_a_selection_goes_to_the_end_of_everyones_queue_in_its_order(project):
    bob = hire(project, "Bob")
    more = [ChosenPair(1, a, b, None, None, PairKind.CONTROL) for a, b in ((1, 3), (3, 1))]
    selection = add_selection(project, "random", {"control": 1}, 5, None, more)
    assert queued_pairs(project, 1) == queued_pairs(project, bob) == [1, 2, 3, 4, 5, 6, 7, 8]
    rows = project.db.execute(
        "SELECT kind, position, similarity FROM pairs WHERE selection_id = ?", [selection]
    ).fetchall()
    assert rows == [("control", 1, None), ("control", 2, None)]


def test_a_selection_is_written_whole_or_not_at_all(project):
    bad = [
        ChosenPair(1, 1, 3, 0.1, 1, PairKind.SELECTED),
        ChosenPair(1, 2, 99, 0.1, 1, PairKind.SELECTED),
    ]
    with pytest.raises(TypeError):
        add_selection(project, "random", {}, 0, None, bad)
    assert project.db.table("selections").count == 1
    assert project.db.table("pairs").count == 6


@pytest.mark.parametrize("field", PAIR_FIELDS)
def test_the_digest_covers_every_field(field):
    fields = dict.fromkeys(PAIR_FIELDS, "x")
    assert pair_digest(fields) != pair_digest(fields | {field: "y"})
