"""Open projects at the stages of the thread."""

from __future__ import annotations

import pytest

from real_desktop.core.progress import drained
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session, open_session
from tests.session.working import Person, import_into, write


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.real"


@pytest.fixture
def session(path):
    """A new, empty project."""
    with new_session(path) as opened:
        yield opened


@pytest.fixture
def questions(answers):
    """A file with five prompts of three responses."""
    return answers(
        [(f"Question {n}?", [f"Answer {n}.{k}" for k in range(3)]) for n in range(5)], "five.jsonl"
    )


@pytest.fixture
def ready_path(path, questions):
    """A closed project with a queue of five pairs."""
    with new_session(path) as session:
        import_into(session, questions)
        drained(select(session, SelectOptions("random")))
    return path


@pytest.fixture
def ready(ready_path):
    """The same project, open."""
    with open_session(ready_path) as opened:
        yield opened


@pytest.fixture
def person(ready):
    """Somebody in front of the first of five pairs."""
    return Person(ready)


@pytest.fixture
def on_both_sides(ready):
    """Somebody to whom a is shown on the left of every second pair."""
    write(ready, "UPDATE queue SET shown_left = iif(pair_id % 2, 'a', 'b')")
    return Person(ready)
