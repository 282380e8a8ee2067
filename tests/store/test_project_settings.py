import pytest

from real_desktop.core.errors import UserError
from real_desktop.store.people import current_person, persons
from real_desktop.store.project_settings import (
    ProjectEdit,
    newest_guidelines,
    project_settings,
    save_project_settings,
)
from real_desktop.store.queue import queued_pairs


def edit_of(project, **changes):
    now = project_settings(project)
    same = {
        "name": now.name,
        "annotator_id": now.annotator.id,
        "annotator_name": now.annotator.name,
        "guidelines": now.guidelines.markdown,
    }
    return ProjectEdit(**(same | changes))


def test_a_new_project_has_its_name_one_person_and_no_guidelines(project):
    found = project_settings(project)
    assert (found.name, found.annotator.name) == ("work", "Annotator 1")
    assert found.persons == (found.annotator,)
    assert (found.guidelines.version, found.guidelines.markdown) == (0, "")


def test_what_is_saved_is_there_and_the_rest_stays(project):
    save_project_settings(project, edit_of(project, name=" Kitchen ", guidelines="# Be kind"))
    found = project_settings(project)
    assert (found.name, found.annotator.name) == ("Kitchen", "Annotator 1")
    assert (found.guidelines.version, found.guidelines.markdown) == (1, "# Be kind")
    assert project.name == "Kitchen"


def test_guidelines_have_versions_and_equal_ones_make_none(project):
    for text in ("one", "one", "two", ""):
        save_project_settings(project, edit_of(project, guidelines=text))
    rows = project.db.execute("SELECT version, markdown FROM guidelines").fetchall()
    assert rows == [(1, "one"), (2, "two"), (3, "")]
    assert newest_guidelines(project).version == 3


def test_a_person_can_be_called_otherwise_and_stays_the_same(project):
    before = current_person(project)
    save_project_settings(project, edit_of(project, annotator_name="Zoë"))
    after = current_person(project)
    assert (after.id, after.uuid, after.name) == (before.id, before.uuid, "Zoë")


def test_someone_new_judges_from_now_on_with_a_queue_of_their_own(project):
    pairs = queued_pairs(project, current_person(project).id)
    save_project_settings(project, edit_of(project, annotator_id=None, annotator_name="Zoë"))
    zoe = current_person(project)
    assert (zoe.name, len(persons(project))) == ("Zoë", 2)
    assert queued_pairs(project, zoe.id) == pairs != []


def test_another_person_can_take_over_and_give_back(project):
    first = current_person(project)
    save_project_settings(project, edit_of(project, annotator_id=None, annotator_name="Zoë"))
    back = edit_of(project, annotator_id=first.id, annotator_name=first.name)
    save_project_settings(project, back)
    assert current_person(project) == first


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " \n"}, "the project needs a name"),
        ({"annotator_name": ""}, "needs a name"),
        ({"annotator_id": None}, "Annotator 1 is in this project already"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(project, changes, words):
    before = project_settings(project)
    with pytest.raises(UserError, match=words):
        save_project_settings(project, edit_of(project, guidelines="new", **changes))
    assert project_settings(project) == before


@pytest.mark.parametrize("damaged", ["{", "3", '{"annotator": "nobody"}', "[]"])
def test_settings_that_cannot_be_read_keep_nobody_from_judging(project, damaged):
    project.db.execute("UPDATE project SET settings = ?", [damaged])
    assert current_person(project).name == "Annotator 1"
