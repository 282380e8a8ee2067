import threading

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.gui.latest_job import LatestJob


@pytest.fixture
def latest(qapp):
    made = LatestJob()
    yield made
    made.stop()


def endless(started=None):
    while True:
        yield Progress("Waiting")
        if started:
            started.set()
        threading.Event().wait(0.005)


def quick(result):
    yield Progress("Quick")
    return result


def test_a_newer_job_takes_the_place_of_the_one_under_way(latest, qtbot):
    results, started = [], threading.Event()
    latest.start(endless(started), results.append)
    assert started.wait(5)
    latest.start(quick("second"), results.append)
    latest.start(quick("third"), results.append)
    qtbot.waitUntil(lambda: bool(results) and not latest.is_running)
    assert results == ["third"]


def test_a_result_that_was_on_its_way_is_not_heard_of(latest, qtbot):
    results = []
    latest.start(quick("first"), results.append)
    latest._jobs._thread.join()
    latest.start(quick("second"), results.append)
    qtbot.waitUntil(lambda: bool(results) and not latest.is_running)
    assert results == ["second"]


def test_a_failure_that_was_on_its_way_is_not_heard_of(latest, qtbot):
    def fail():
        yield Progress("Failing")
        raise UserError("no")

    failures = []
    latest.failed.connect(failures.append)
    latest.start(fail(), print)
    latest._jobs._thread.join()
    latest.drop()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert failures == []
    latest.start(fail(), print)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "no"


def test_one_job_can_be_followed_by_another(latest, qtbot):
    results = []
    latest.start(quick("a"), lambda found: latest.start(quick(found + "b"), results.append))
    qtbot.waitUntil(lambda: results == ["ab"])


def test_nothing_runs_after_it_was_stopped(latest, qtbot):
    started = threading.Event()
    latest.start(endless(started), print)
    assert started.wait(5)
    latest.start(quick("never"), print)
    latest.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "job"]
    qtbot.waitUntil(lambda: not latest.is_running)
