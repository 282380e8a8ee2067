import threading

import pytest

from real_desktop.core.errors import UserError
from real_desktop.session.session import new_session, open_session, read_session
from real_desktop.store.thread import Priority
from tests.session.working import read


def open_and_close(session):
    with session:
        pass


@pytest.mark.parametrize("name", ["work", "work.sqlite", "work.REAL.db"])
def test_a_projects_name_ends_in_real(tmp_path, name):
    with pytest.raises(UserError, match=r"ends in \.real"):
        new_session(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_project_is_called_after_its_file_or_as_asked(tmp_path):
    for name, expected in ((None, "a b"), ("Sample", "Sample")):
        path = tmp_path / "a b.real"
        with new_session(path, name=name) as session:
            assert read(session, "SELECT name FROM project") == [(expected,)]
        path.unlink()


@pytest.mark.parametrize("open_it", [open_session, read_session])
def test_the_error_of_opening_comes_out_of_the_with(tmp_path, open_it):
    with pytest.raises(UserError, match="does not exist"):
        open_and_close(open_it(tmp_path / "nothing.real"))
    assert [one for one in threading.enumerate() if one.name == "project"] == []


@pytest.mark.parametrize("open_it", [open_session, read_session, new_session])
def test_a_project_that_is_open_is_refused(session, path, open_it):
    with pytest.raises(UserError, match=r"is open in another window|exists already"):
        open_and_close(open_it(path))


def test_the_project_is_closed_also_after_an_error(path):
    with pytest.raises(ZeroDivisionError), new_session(path):
        _ = 1 / 0
    assert [one.name for one in path.parent.iterdir()] == ["work.real"]


def test_a_session_to_read_cannot_write(ready_path):
    data = ready_path.read_bytes()
    with read_session(ready_path) as session, pytest.raises(UserError, match="not saved"):
        session.run(Priority.CHUNK, _write)
    assert ready_path.read_bytes() == data


def _write(project):
    with project.transaction():
        project.db.execute("DELETE FROM queue")
