import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.making import open_or_make
from real_desktop.session.session import new_session
from tests.session.working import import_into, read


def names(path):
    return sorted(one.name for one in path.parent.iterdir())


def fail_in(path, work=lambda _session: None):
    with open_or_make(path) as session:
        work(session)
        raise ZeroDivisionError


def import_half(session, questions):
    session.chunk_rows = 1
    job = import_files(session, drained(survey_files([questions])).sources)
    next(job)
    job.close()


def test_a_new_project_with_something_in_it_stays(path, questions):
    with open_or_make(path) as session:
        import_into(session, questions)
    assert names(path) == [questions.name, path.name]
    with open_or_make(path) as session:
        assert read(session, "SELECT count(*) FROM prompts") == [(5,)]


def test_a_new_project_in_which_nothing_was_imported_is_taken_away(path, questions):
    with open_or_make(path) as session:
        import_half(session, questions)
    assert names(path) == [questions.name]
    with pytest.raises(ZeroDivisionError):
        fail_in(path)
    assert names(path) == [questions.name]


def test_what_was_imported_before_an_error_stays(path, questions):
    with pytest.raises(ZeroDivisionError):
        fail_in(path, lambda session: import_into(session, questions))
    assert names(path) == [questions.name, path.name]


def test_an_empty_project_that_was_there_before_stays(path):
    with new_session(path):
        pass
    with pytest.raises(ZeroDivisionError):
        fail_in(path)
    assert names(path) == [path.name]


def test_what_is_no_project_stays(path):
    path.write_text("precious")
    with pytest.raises(UserError, match="is not a REAL Desktop project"):
        fail_in(path)
    assert path.read_text() == "precious"
