import sqlite3
import threading
from dataclasses import replace
from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.store import thread as thread_module
from real_desktop.store.events import event_count
from real_desktop.store.project_file import ProjectFile, open_to_read, open_to_write
from real_desktop.store.thread import Priority, ProjectThread
from tests.store.filling import judge


@pytest.fixture
def thread(judged_path):
    running = ProjectThread(partial(open_to_write, judged_path))
    running.opened.result()
    yield running
    running.close()


@pytest.fixture
def hold(thread):
    """Keep the thread busy until the returned event is set."""
    release, is_held = threading.Event(), threading.Event()

    def wait(_project):
        is_held.set()
        assert release.wait(10)

    thread.submit(Priority.CHUNK, wait)
    assert is_held.wait(10)
    yield release
    release.set()


def test_work_is_done_on_the_thread_that_opened_the_project(thread):
    assert thread.run(Priority.READ, event_count) == 2
    names = {thread.run(p, lambda _project: threading.current_thread().name) for p in Priority}
    assert names == {"project"}


def test_a_judgement_goes_before_a_read_before_a_chunk(thread, hold):
    done = []
    order = (Priority.CHUNK, Priority.READ, Priority.JUDGE)
    work = [(priority, f"{priority.name} {n}") for n in (1, 2) for priority in order]
    futures = [thread.submit(p, lambda _project, name=name: done.append(name)) for p, name in work]
    hold.set()
    for future in futures:
        future.result()
    assert done == ["JUDGE 1", "JUDGE 2", "READ 1", "READ 2", "CHUNK 1", "CHUNK 2"]


def test_an_error_goes_to_who_asked_and_the_thread_goes_on(thread):
    with pytest.raises(ZeroDivisionError):
        thread.run(Priority.READ, lambda _project: 1 / 0)
    assert thread.run(Priority.READ, event_count) == 2


def test_a_cancelled_piece_of_work_is_not_done(thread, hold):
    done = []
    future = thread.submit(Priority.CHUNK, done.append)
    assert future.cancel()
    hold.set()
    thread.close()
    assert done == []


def test_closing_finishes_what_is_queued_and_leaves_one_file(thread, hold, judged_path):
    futures = [thread.submit(Priority.CHUNK, partial(judge, pair_id=n)) for n in (3, 4)]
    futures.append(thread.submit(Priority.JUDGE, partial(judge, pair_id=5)))
    hold.set()
    thread.close()
    thread.close()
    assert all(future.done() for future in futures)
    assert [one.name for one in judged_path.parent.iterdir()] == ["work.real"]
    project = open_to_read(judged_path)
    assert event_count(project) == 5
    project.close()


def test_nothing_is_taken_after_closing(thread):
    thread.close()
    with pytest.raises(RuntimeError, match="the project is closed"):
        thread.submit(Priority.READ, event_count)


def test_the_error_of_opening_arrives(path):
    thread = ProjectThread(partial(open_to_write, path))
    with pytest.raises(UserError, match="does not exist"):
        thread.opened.result(timeout=10)
    thread.close()


def test_work_on_a_project_that_could_not_be_opened_gets_the_same_error(path):
    is_queued = threading.Event()

    def open_later():
        assert is_queued.wait(10)
        return open_to_write(path)

    thread = ProjectThread(open_later)
    future = thread.submit(Priority.READ, event_count)
    is_queued.set()
    with pytest.raises(UserError, match="does not exist"):
        future.result(timeout=10)
    with pytest.raises(RuntimeError, match="the project is closed"):
        thread.submit(Priority.READ, event_count)
    thread.close()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_CORRUPT, UserError),
        (sqlite3.SQLITE_IOERR_READ, UserError),
        (sqlite3.SQLITE_BUSY, UserError),
        (sqlite3.SQLITE_ERROR, sqlite3.DatabaseError),
    ],
)
def test_a_disk_that_fails_is_put_into_words_and_a_bug_is_not(thread, code, kind):
    def fail(_project):
        error = sqlite3.DatabaseError("as SQLite says")
        error.sqlite_errorcode = code
        raise error

    with pytest.raises(kind, match="as SQLite says"):
        thread.run(Priority.READ, fail)


def test_the_log_is_brought_into_the_file_when_nothing_is_to_do(judged_path, monkeypatch):
    monkeypatch.setattr(thread_module, "IDLE_S", 0.01)
    seen = threading.Semaphore(0)
    checkpoint = ProjectFile.checkpoint

    def count(project):
        checkpoint(project)
        seen.release()

    monkeypatch.setattr(ProjectFile, "checkpoint", count)
    thread = ProjectThread(partial(open_to_write, judged_path))
    for pair_id in (3, 4):
        thread.run(Priority.JUDGE, partial(judge, pair_id=pair_id))
        assert seen.acquire(timeout=10)
    assert not seen.acquire(timeout=0.1)
    thread.close()


def test_the_log_is_brought_into_the_file_between_many_chunks(thread, monkeypatch):
    checkpoints = []
    monkeypatch.setattr(thread_module, "CHUNKS_BETWEEN_CHECKPOINTS", 3)
    monkeypatch.setattr(ProjectFile, "checkpoint", lambda _project: checkpoints.append(1))
    for _ in range(7):
        thread.run(Priority.CHUNK, event_count)
        thread.run(Priority.JUDGE, event_count)
    assert len(checkpoints) == 2


def test_a_log_that_became_large_is_emptied_after_a_chunk(judged_path, monkeypatch):
    monkeypatch.setattr(thread_module, "LARGEST_LOG", 1 << 16)
    thread = ProjectThread(partial(open_to_write, judged_path))

    def write_much(project):
        with project.transaction():
            project.db.execute("UPDATE project SET settings = ?", ["x" * 200_000])
        return project.log_size

    assert thread.run(Priority.JUDGE, write_much) > thread_module.LARGEST_LOG
    assert thread.run(Priority.CHUNK, lambda project: project.log_size) > thread_module.LARGEST_LOG
    assert thread.run(Priority.READ, lambda project: project.log_size) == 0
    thread.close()


def test_what_waits_and_matters_more_is_done_within_long_work(thread):
    order = []

    def long_work(project):
        judged = thread.submit(Priority.JUDGE, lambda _project: order.append("judge"))
        thread.submit(Priority.READ, lambda _project: order.append("read"))
        thread.let_through(project, Priority.JUDGE)
        order.append("long")
        return judged.done()

    assert thread.run(Priority.CHUNK, long_work) is True
    thread.run(Priority.CHUNK, lambda _project: None)
    assert order == ["judge", "long", "read"]


def test_a_checkpoint_that_fails_does_not_end_the_thread(thread, monkeypatch):
    monkeypatch.setattr(thread_module, "IDLE_S", 0.01)
    broken = threading.Event()

    class Broken:
        def execute(self, *_):
            broken.set()
            raise sqlite3.DatabaseError("file is not a database")

    def break_it(project):
        checkpoint = ProjectFile.checkpoint
        monkeypatch.setattr(
            ProjectFile, "checkpoint", lambda self: checkpoint(replace(self, db=Broken()))
        )

    thread.run(Priority.CHUNK, break_it)
    assert broken.wait(5)
    assert thread.run(Priority.READ, event_count) == 2
