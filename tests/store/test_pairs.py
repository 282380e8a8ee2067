import numpy as np

from real_desktop.store.pairs import candidate_set
from real_desktop.store.vectors import EmbeddedText, ModelRow, add_model, add_vectors


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
