import pytest

from real_desktop.session import places
from real_desktop.session.places import (
    RECENT_PROJECTS,
    data_folder,
    log_file,
    recent_projects,
    remember_project,
)


@pytest.fixture
def projects(tmp_path):
    paths = [tmp_path / f"{n}.real" for n in range(RECENT_PROJECTS + 3)]
    for path in paths:
        path.touch()
    return paths


def test_the_programs_own_things_are_in_the_users_folders(own_folders):
    assert data_folder().is_dir()
    assert log_file().parent.is_dir()
    assert all(own_folders in place.parents for place in (data_folder(), log_file()))


def test_no_project_was_open_at_first():
    assert recent_projects() == []


def test_the_last_project_comes_first_and_only_once(projects):
    for path in (projects[0], projects[1], projects[0]):
        remember_project(path)
    assert recent_projects() == [projects[0], projects[1]]


def test_the_project_that_was_open_is_opened_again_unless_it_was_closed(projects):
    assert places.project_to_reopen() is None
    remember_project(projects[0])
    assert places.project_to_reopen() == projects[0]
    places.remember_closed()
    assert places.project_to_reopen() is None
    assert recent_projects() == [projects[0]]
    remember_project(projects[1])
    projects[1].unlink()
    assert places.project_to_reopen() is None


def test_the_list_can_be_emptied(projects):
    remember_project(projects[0])
    places.forget_recent_projects()
    assert recent_projects() == []
    assert projects[0].exists()


def test_a_project_on_a_drive_that_is_away_comes_back_with_it(projects):
    remember_project(projects[0])
    away = projects[0].rename(projects[0].with_suffix(".away"))
    remember_project(projects[1])
    assert recent_projects() == [projects[1]]
    away.rename(projects[0])
    assert recent_projects() == [projects[1], projects[0]]


def test_only_some_are_remembered(projects):
    for path in projects:
        remember_project(path)
    assert recent_projects() == projects[:2:-1]


def test_a_project_that_is_gone_is_not_listed(projects):
    for path in projects[:3]:
        remember_project(path)
    projects[1].unlink()
    assert recent_projects() == [projects[2], projects[0]]


@pytest.mark.parametrize("content", [b"", b"{", b"3", b"[3]", b"\xff", b'{"a": 1}'])
def test_a_damaged_list_is_an_empty_one(projects, own_folders, content):
    remember_project(projects[0])
    (file,) = own_folders.rglob(places.RECENT_FILE)
    file.write_bytes(content)
    assert recent_projects() == []
    remember_project(projects[1])
    assert recent_projects() == [projects[1]]


def test_a_list_that_cannot_be_written_stops_nobody(projects, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError

    monkeypatch.setattr(places.os, "replace", refuse)
    remember_project(projects[0])
    assert recent_projects() == []
