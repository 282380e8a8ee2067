from functools import partial

import pytest

from real_desktop.session.select_memory import (
    SelectBasis,
    remember_options,
    remembered_options,
    select_basis,
)
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import open_session
from real_desktop.store.model_choice import ModelChoice, choose_model
from real_desktop.store.people import settings_of
from real_desktop.store.select_choice import keep_choice
from real_desktop.store.thread import Priority
from tests.session.working import FAKE, embed_here, import_into, write

CHOSEN = SelectOptions("random", 7, 0.2, 0.0, "widest", 40, 2, 0.9, None, True)


def keep(session, options):
    session.run(Priority.CHUNK, partial(remember_options, options=options))


def keep_anything(session, **kept):
    session.run(Priority.CHUNK, partial(keep_choice, choice=kept))


def remembered(session):
    return session.run(Priority.READ, remembered_options)


def test_what_was_chosen_comes_back_when_the_project_is_opened_again(path, session):
    assert remembered(session) is None
    keep(session, CHOSEN)
    session.close()
    with open_session(path) as again:
        assert remembered(again) == CHOSEN


def test_the_other_settings_of_the_project_stay(session):
    write(session, """UPDATE project SET settings = '{"annotator": "x"}'""")
    keep(session, CHOSEN)
    assert session.run(Priority.READ, settings_of)["annotator"] == "x"


@pytest.mark.parametrize(
    "kept",
    [
        {"strategy": "one of another version"},
        {"strategy": "random", "seed": -1},
        {"strategy": "random", "prompts": "widest"},
        {"something": "else"},
    ],
)
def test_what_cannot_be_meant_any_more_is_as_if_nothing_was_kept(session, kept):
    keep_anything(session, **kept)
    assert remembered(session) is None


def test_a_field_of_a_wrong_kind_or_of_another_version_falls_back(session):
    keep_anything(
        session, strategy="random", seed="7", control=True, repeats=1, budget="x", ceiling=1,
        skips_asked=1, new_field=3,
    )  # fmt: skip
    assert remembered(session) == SelectOptions("random", repeats=1, ceiling=1)


def test_a_damaged_project_setting_is_as_if_nothing_was_kept(session):
    write(session, """UPDATE project SET settings = '{"select": [1]}'""")
    assert remembered(session) is None


def test_the_basis_names_the_models_and_the_one_in_use(session, questions):
    assert session.run(Priority.READ, select_basis) == SelectBasis()
    import_into(session, questions)
    embed_here(session)
    keep(session, CHOSEN)
    found = session.run(Priority.READ, select_basis)
    assert found == SelectBasis((FAKE.name,), FAKE.name, CHOSEN, FAKE.name)


def test_the_basis_names_the_model_that_will_embed(session):
    assert session.run(Priority.READ, select_basis).embeds == "all-MiniLM-L6-v2"
    choice = ModelChoice("my-model", "my-fingerprint")
    session.run(Priority.CHUNK, lambda project: choose_model(project, choice))
    found = session.run(Priority.READ, select_basis)
    assert found == SelectBasis(embeds="my-model")
