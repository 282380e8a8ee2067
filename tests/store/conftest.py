"""Projects in files, and what must stay beside and inside a file that is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager

import pytest

from real_desktop.core.records import Message, Response, ResponseSet
from real_desktop.store.project_file import create
from tests.store.filling import filled_project, import_sets, judge


@pytest.fixture
def path(tmp_path):
    """Where a project may be made."""
    return tmp_path / "work.real"


@pytest.fixture
def project(path):
    """An open project with three prompts and six pairs."""
    opened = filled_project(path)
    yield opened
    opened.close()


@pytest.fixture
def judged_path(path):
    """A closed project with three prompts, six pairs and two judgements."""
    opened = filled_project(path)
    judge(opened, 1)
    judge(opened, 2)
    opened.close()
    return path


@pytest.fixture
def by_sql(judged_path):
    """Do to a closed project what any SQL tool can do to it."""

    def change(script):
        with closing(sqlite3.connect(judged_path)) as connection:
            connection.executescript(script)
        return judged_path

    return change


@pytest.fixture
def untouched(tmp_path):
    """Check that a block changes no byte and no time, and leaves nothing beside the files."""

    @contextmanager
    def check():
        before = _state(tmp_path)
        yield
        assert _state(tmp_path) == before

    return check


def _state(folder):
    return {
        path.name: (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.iterdir()
        if path.is_file()
    }


@pytest.fixture
def words(path):
    """A project with the texts a, b, c; b twice, and two that are empty."""
    project = create(path, "work")
    sets = [("1?", "a", "b", ""), ("2?", "b", "c", " \t\r\n")]
    import_sets(
        project,
        [ResponseSet(1, (Message("user", q),), tuple(map(Response, texts))) for q, *texts in sets],
    )
    yield project
    project.close()
