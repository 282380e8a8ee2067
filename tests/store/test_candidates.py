import numpy as np
import pytest

from real_desktop.store import candidates
from real_desktop.store.candidates import candidate_slice
from real_desktop.store.vectors import EmbeddedText, ModelRow, add_model, add_vectors


@pytest.fixture
def model(project):
    """A model with a vector of response 5, a failure of 6 and unusable vectors of 7 and 8."""
    model_id = add_model(project, ModelRow("fake", "f", 2, 16, "float32", "window", "cpu"))
    hashes = dict(project.db.execute("SELECT id, text_hash FROM responses").fetchall())
    vectors = {5: [0.5, -1.0], 7: [0.0, 0.0], 8: [np.nan, 1.0]}
    embedded = [EmbeddedText(hashes[one], np.array(v), 3) for one, v in vectors.items()]
    add_vectors(project, model_id, embedded, {hashes[6]: "all zeros"})
    return model_id


def test_responses_come_in_their_order_with_their_vectors(project, model):
    found = candidate_slice(project, model, 1)
    assert list(found.prompts()) == [(2, slice(0, 3)), (3, slice(3, 6))]
    assert found.response_ids.tolist() == [4, 5, 6, 7, 8, 9]
    assert found.texts[0] == "Answer 0 to question 2."
    assert found.tokens.tolist() == [-1, 3, -1, 3, 3, -1]
    assert found.has_failed.tolist() == [False, False, True, True, True, False]
    assert found.vector_rows.tolist() == [-1, 0, -1, -1, -1, -1]
    assert found.vectors[0].tolist() == [0.5, -1.0]
    assert found.after is None


def test_without_a_model_nothing_has_a_vector_and_nothing_failed(project, model):
    found = candidate_slice(project, None, 0)
    assert len(found.texts) == 9
    assert set(found.vector_rows.tolist()) == {-1}
    assert not found.has_failed.any()


def test_a_slice_ends_with_a_whole_prompt_and_the_next_goes_on(project, model, monkeypatch):
    monkeypatch.setattr(candidates, "SLICE_S", 0)
    after, prompts = 0, []
    while after is not None:
        some = candidate_slice(project, model, after)
        prompts.append([(prompt, rows.stop - rows.start) for prompt, rows in some.prompts()])
        after = some.after
    assert prompts == [[(1, 3)], [(2, 3)], [(3, 3)]]


def test_responses_of_an_unfinished_import_are_not_seen(project, model):
    project.db.execute("UPDATE imports SET state = 'running'")
    found = candidate_slice(project, model, 0)
    assert (len(found.texts), list(found.prompts()), found.after) == (0, [], None)


def test_rows_are_found_by_the_index_of_prompts_and_positions(project):
    sql = f"EXPLAIN QUERY PLAN {candidates._CANDIDATES}"
    plan = [row[3] for row in project.db.execute(sql, {"model": 1, "after": 0})]
    assert "sqlite_autoindex_responses_1 (prompt_id>?)" in plan[0]
    assert not any("TEMP B-TREE" in step for step in plan)
