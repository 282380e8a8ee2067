import sqlite3
import threading
from contextlib import closing

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session import copying
from real_desktop.session.copying import save_copy
from real_desktop.session.session import open_session
from real_desktop.store import copying as store_copying
from real_desktop.store.thread import Priority
from tests.projects import project_with_pairs
from tests.session.working import Person, read

LEFT = Choice.LEFT


def events_in(path):
    with closing(sqlite3.connect(path)) as copy:
        return copy.execute("SELECT uuid FROM events ORDER BY seq").fetchall()


def test_a_copy_holds_everything_and_opens_as_a_project(ready, person, tmp_path):
    person.say(LEFT, LEFT)
    target = tmp_path / "copy.real"
    assert drained(save_copy(ready, target)) == target
    said = read(ready, "SELECT uuid FROM events ORDER BY seq")
    assert len(said) == 2
    with open_session(target) as copy:
        assert read(copy, "SELECT uuid FROM events ORDER BY seq") == said
        assert Person(copy).step.progress.judged == 2
    assert sorted(p.name for p in tmp_path.glob("*copy*")) == ["copy.real"]


def test_the_project_goes_on_after_a_copy_and_the_copy_stays(ready, person, tmp_path):
    drained(save_copy(ready, tmp_path / "copy.real"))
    person.say(LEFT)
    assert events_in(tmp_path / "copy.real") == []
    assert person.step.progress.judged == 1


def test_a_judgement_goes_before_the_rest_of_a_copy_and_is_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(store_copying, "PAGES_A_SLICE", 1)
    path = project_with_pairs(tmp_path / "big.real", 200)
    slices, judged = [], []
    with open_session(path) as session:
        person = Person(session)
        let_through = session.let_others_through

        def count(project):
            slices.append(len(slices))
            if len(slices) == 3:
                future = session.submit(Priority.JUDGE, lambda _project: None)
                answered = person.labeling.answer(copying_answer(person.step.pair.pair_id))
                let_through(project)
                assert future.done()
                judged.append(answered.done())

        monkeypatch.setattr(session, "let_others_through", count)
        drained(save_copy(session, tmp_path / "copy.real"))
    assert judged == [True]
    assert len(slices) > 10
    assert len(events_in(tmp_path / "copy.real")) == 1
    with open_session(tmp_path / "copy.real") as copy:
        assert Person(copy).step.progress.judged == 1


def copying_answer(pair_id):
    from real_desktop.session.desk import Answer

    return Answer(pair_id, LEFT)


def test_what_is_cancelled_leaves_no_file(ready, tmp_path, monkeypatch):
    held, is_stopped = threading.Event(), threading.Event()

    def hold(_project):
        held.set()
        assert is_stopped.wait(10)

    monkeypatch.setattr(store_copying, "PAGES_A_SLICE", 1)
    monkeypatch.setattr(ready, "let_others_through", hold)
    monkeypatch.setattr(copying, "wait", waiting_after(is_stopped, copying.wait))
    job = save_copy(ready, tmp_path / "copy.real")
    next(job)
    assert held.wait(10)
    job.close()
    assert list(tmp_path.glob("*copy*")) == []
    assert Person(ready).say(LEFT).progress.judged == 1


def waiting_after(is_stopped, wait):
    """Let the copying go on as soon as somebody waits for its end."""

    def wait_on(futures, timeout=None):
        if timeout is None:
            is_stopped.set()
        return wait(futures, timeout)

    return wait_on


def test_a_copy_that_is_cancelled_while_it_is_checked_leaves_no_file(ready, tmp_path):
    job = save_copy(ready, tmp_path / "copy.real")
    while "checking" not in next(job).detail:
        pass
    job.close()
    assert list(tmp_path.glob("*copy*")) == []


def test_a_file_that_came_meanwhile_is_not_written_over(ready, tmp_path):
    job = save_copy(ready, tmp_path / "copy.real")
    while "checking" not in next(job).detail:
        pass
    (tmp_path / "copy.real").write_text("mine")
    with pytest.raises(UserError, match="exists by now"):
        next(job)
    assert (tmp_path / "copy.real").read_text() == "mine"
    assert [path.name for path in tmp_path.glob("*copy*")] == ["copy.real"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("work.real", "exists already"),
        ("copy.db", r"ends in \.real"),
        ("nowhere/copy.real", "does not exist"),
    ],
)
def test_a_place_where_no_copy_can_be_is_refused(ready, tmp_path, name, words):
    with pytest.raises(UserError, match=words):
        drained(save_copy(ready, tmp_path / name))


def test_a_full_disk_leaves_no_copy_and_the_project_as_it_is(ready, person, tmp_path, full_disk):
    with full_disk(), pytest.raises(UserError, match="cannot be written"):
        drained(save_copy(ready, tmp_path / "copy.real"))
    assert list(tmp_path.glob("*copy*")) == []
    assert person.say(LEFT).progress.judged == 1
