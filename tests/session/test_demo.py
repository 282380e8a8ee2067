import pytest

from real_desktop.resource_files import resource
from real_desktop.session import importing
from real_desktop.session.demo import SAMPLE, sample_project
from real_desktop.session.places import data_folder
from real_desktop.session.session import open_session
from real_desktop.session.statistics import stats
from tests.session.working import read


@pytest.fixture(autouse=True)
def sample():
    try:
        return resource(SAMPLE)
    except FileNotFoundError:
        pytest.skip("the sample's texts are not there")


def test_the_sample_is_built_in_the_users_data_folder():
    path = sample_project()
    assert path == data_folder() / "Sample.real"
    assert [one.name for one in data_folder().iterdir()] == ["Sample.real"]
    with open_session(path) as session:
        found = stats(session)
        assert found.prompts >= 8
        assert found.responses >= 4 * found.prompts
        assert read(session, "SELECT name FROM project") == [("Sample",)]
        assert read(session, "SELECT count(*) FROM rejected_rows") == [(0,)]


def test_a_sample_that_is_there_is_kept_as_it_is():
    path = sample_project()
    data = path.read_bytes()
    assert sample_project() == path
    assert path.read_bytes() == data


def test_a_sample_that_cannot_be_built_leaves_nothing(monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(importing, "import_files", fail)
    with pytest.raises(ZeroDivisionError):
        sample_project()
    assert not list(data_folder().iterdir())
