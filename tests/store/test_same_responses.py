import pytest

from real_desktop.core.records import Message, Response, ResponseSet
from real_desktop.store.project_file import create
from real_desktop.store.same_responses import models_of
from tests.store.filling import import_sets

TEXTS = [
    ("One  two", "m1"),
    ("one two", "m2"),
    ("One two\n", "m3"),
    ("One two", None),
    ("One two", "m1"),
]


@pytest.fixture
def filled(tmp_path):
    empty = create(tmp_path / "work.real", "work")
    responses = tuple(Response(text, model) for text, model in TEXTS)
    import_sets(empty, [ResponseSet(1, (Message("user", "Q?"),), responses)])
    yield empty
    empty.close()


@pytest.mark.parametrize(
    ("position", "models"),
    [(0, ("m1", "m3")), (1, ("m2",)), (2, ("m3", "m1")), (3, ("m1", "m3"))],
)
def test_all_models_of_a_text_are_remembered(filled, position, models):
    sql = "SELECT id FROM responses WHERE position = ?"
    (response_id,) = filled.db.execute(sql, [position]).fetchone()
    assert models_of(filled, response_id, TEXTS[position][0]) == models
