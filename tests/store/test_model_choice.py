from dataclasses import replace

import numpy as np
import pytest

from real_desktop.store import vectors
from real_desktop.store.model_choice import (
    ModelChoice,
    choose_model,
    counted_models,
    known_models,
    saved_choice,
)
from real_desktop.store.project_file import create, open_to_write
from real_desktop.store.vectors import EmbeddedText, ModelRow

FIRST = ModelRow("first", "f1", 4, 16, "float32", "truncate", "cpu")
WINDOW = replace(FIRST, long_text="window")
OTHER = ModelRow("other", "f2", 4, 16, "bfloat16", "window", "cpu")


@pytest.fixture
def project(tmp_path):
    """A project with vectors of three models, FIRST, WINDOW and OTHER, in that order."""
    opened = create(tmp_path / "p.real", "p")
    for number, row in enumerate((FIRST, WINDOW, OTHER), 1):
        text = EmbeddedText(f"hash{number}", np.ones(4, np.float16), 3)
        vectors.add_vectors(opened, vectors.add_model(opened, row), [text] * number, {})
    yield opened
    opened.close()


def test_the_known_models_come_with_their_vectors_the_newest_first(project):
    found = [(one.id, one.name, one.long_text, one.vectors) for one in counted_models(project)]
    expected = [(3, "other", "window", 1), (2, "first", "window", 1), (1, "first", "truncate", 1)]
    assert found == expected
    assert [one.id for one in known_models(project)] == [3, 2, 1]


def test_without_a_choice_the_newest_counts(project):
    assert saved_choice(project) is None
    assert vectors.chosen_model_id(project) == 3


@pytest.mark.parametrize(
    ("choice", "model_id"),
    [
        (ModelChoice("first", "f1"), 2),
        (ModelChoice("first", "f1", long_text="truncate"), 1),
        (ModelChoice("first", "f1", "float32", "window"), 2),
        (ModelChoice("first", "f1", "bfloat16"), None),
        (ModelChoice("third", "f3"), None),
        (None, 3),
    ],
)
def test_the_chosen_model_counts_from_then_on_and_after_opening_again(project, choice, model_id):
    choose_model(project, ModelChoice("other", "f2"))
    choose_model(project, choice)
    project.close()
    again = open_to_write(project.path)
    assert saved_choice(again) == choice
    assert vectors.chosen_model_id(again) == model_id
    again.close()


def test_a_choice_leaves_the_other_settings_alone(project):
    with project.transaction():
        project.db.execute('UPDATE project SET settings = \'{"annotator": "u"}\'')
    choose_model(project, ModelChoice("first", "f1"))
    choose_model(project, None)
    settings = project.db.execute("SELECT settings FROM project").fetchone()[0]
    assert settings == '{"annotator": "u"}'


@pytest.mark.parametrize(
    "kept",
    ["1", "[]", '{"embedding_model": 1}', '{"embedding_model": {"name": "x"}}',
     '{"embedding_model": {"name": "x", "fingerprint": 1}}',
     '{"embedding_model": {"name": "x", "fingerprint": "f", "more": "y"}}'],
)  # fmt: skip
def test_a_damaged_choice_is_none(project, kept):
    with project.transaction():
        project.db.execute("UPDATE project SET settings = ?", [kept])
    assert saved_choice(project) is None
    assert vectors.chosen_model_id(project) == 3
