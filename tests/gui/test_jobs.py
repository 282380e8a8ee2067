import threading

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.pause import Pause
from real_desktop.core.progress import Progress
from real_desktop.gui.jobs import JobRunner


@pytest.fixture
def runner(qtbot):
    """A runner and what it told, in order."""
    made = JobRunner()
    made.told = []
    made.started.connect(lambda: made.told.append("started"))
    made.progressed.connect(lambda report: made.told.append(report.done))
    made.rested.connect(lambda report: made.told.append(("rested", report.done)))
    made.finished.connect(lambda result: made.told.append(("finished", result)))
    made.failed.connect(lambda error: made.told.append(("failed", str(error))))
    made.ended.connect(lambda: made.told.append("ended"))
    yield made
    made.stop()
    qtbot.wait(1)


def counting(steps, result=None, error=None):
    for done in range(steps):
        yield Progress("Counting", done)
    if error:
        raise error
    return result


class Waiting:
    """A job that waits after its first report until it is told to go on."""

    def __init__(self):
        self.reached, self.go_on, self.closed = (threading.Event() for _ in range(3))

    def run(self):
        try:
            yield Progress("Waiting", 0)
            self.reached.set()
            self.go_on.wait(5)
            yield Progress("Waiting", 1)
            yield Progress("Waiting", 2)
        finally:
            self.closed.set()


@pytest.fixture
def waiting(runner, qtbot):
    """Such a job, under way."""
    job = Waiting()
    runner.start(job.run())
    qtbot.waitUntil(job.reached.is_set)
    return job


def run(qtbot, runner, job, then=None):
    with qtbot.waitSignal(runner.ended):
        runner.start(job, then)


def test_a_job_tells_its_progress_then_its_result_then_its_end(runner, qtbot):
    run(qtbot, runner, counting(3, "result"))
    assert runner.told == ["started", 0, 1, 2, ("finished", "result"), "ended"]
    assert not runner.is_running


def test_the_result_goes_to_then_on_the_gui_thread(runner, qtbot):
    got = []
    run(qtbot, runner, counting(1, "result"), lambda r: got.append((r, threading.current_thread())))
    assert got == [("result", threading.main_thread())]


def test_a_failing_job_tells_its_error_and_not_a_result(runner, qtbot):
    got = []
    run(qtbot, runner, counting(1, error=UserError("no room")), got.append)
    assert runner.told == ["started", 0, ("failed", "no room"), "ended"]
    assert got == []


def test_cancel_stops_between_two_reports_and_closes_the_job(runner, waiting, qtbot):
    runner.cancel()
    with qtbot.waitSignal(runner.ended):
        waiting.go_on.set()
    assert waiting.closed.is_set()
    assert runner.told == ["started", 0, 1, "ended"]


def test_a_job_that_is_done_before_it_sees_the_cancel_counts_as_finished(runner, qtbot):
    reached, go_on = threading.Event(), threading.Event()

    def job():
        yield Progress("Last", 0)
        reached.set()
        go_on.wait(5)
        return "result"

    runner.start(job())
    qtbot.waitUntil(reached.is_set)
    runner.cancel()
    with qtbot.waitSignal(runner.ended):
        go_on.set()
    assert ("finished", "result") in runner.told


def test_a_second_job_at_the_same_time_is_refused(runner, waiting, qtbot):
    second = counting(1)
    with pytest.raises(RuntimeError, match="running already"):
        runner.start(second)
    second.close()
    with qtbot.waitSignal(runner.ended):
        waiting.go_on.set()


def test_a_job_can_follow_another_from_its_then(runner, qtbot):
    runner.start(counting(1, "first"), lambda _: runner.start(counting(1, "second")))
    qtbot.waitUntil(lambda: runner.told.count("ended") == 2)
    assert ("finished", "second") in runner.told


def test_stop_waits_for_the_thread(runner, waiting):
    threading.Timer(0.05, waiting.go_on.set).start()
    runner.stop()
    assert waiting.closed.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "job"]


def test_a_cancel_of_one_job_does_not_touch_the_next(runner, qtbot):
    runner.cancel()
    run(qtbot, runner, counting(2, "result"))
    assert ("finished", "result") in runner.told


def test_the_end_is_told_even_if_what_follows_fails(runner, qtbot):
    with qtbot.captureExceptions() as errors:
        run(qtbot, runner, counting(1), then=lambda _result: 1 / 0)
    assert [kind for kind, *_ in errors] == [ZeroDivisionError]
    assert runner.told[-1] == "ended"
    assert not runner.is_running


def test_a_cancel_at_the_last_step_is_known_to_what_follows(runner, qtbot):
    last = Waiting()

    def job():
        yield Progress("Waiting", 0)
        last.reached.set()
        last.go_on.wait(5)
        return "done"

    heard = []
    with qtbot.waitSignal(runner.ended):
        runner.start(job(), lambda result: heard.append((result, runner.was_cancelled)))
        qtbot.waitUntil(last.reached.is_set)
        runner.cancel()
        last.go_on.set()
    assert heard == [("done", True)]


def test_nothing_follows_a_job_that_was_stopped(runner, qtbot):
    heard = []
    runner.start(counting(1), heard.append)
    runner.stop()
    qtbot.wait(20)
    assert heard == []
    assert runner.told[-1] == "ended"


def running_ahead():
    """A job whose second report comes while something is under way beside it."""
    yield Progress("Waiting", 0)
    yield Progress("Waiting", 1, runs_ahead=True)
    yield Progress("Waiting", 2)
    return "done"


def test_a_pause_lies_between_two_reports_and_the_job_goes_on_from_there(runner, qtbot):
    pause = Pause()
    pause.ask()
    runner.start(counting(3, "result"), pause=pause)
    qtbot.waitUntil(lambda: runner.told == ["started", 0, ("rested", 0)])
    qtbot.wait(30)
    assert runner.is_pausing
    assert len(runner.told) == 3
    with qtbot.waitSignal(runner.ended):
        runner.toggle_pause()
    assert runner.told[3:] == [1, 2, ("finished", "result"), "ended"]
    assert not runner.is_pausing


def test_a_pause_waits_for_what_is_under_way(runner, qtbot):
    pause = Pause()
    job = running_ahead()
    next(job)
    pause.ask()
    runner.start(job, pause=pause)
    qtbot.waitUntil(lambda: ("rested", 2) in runner.told)
    assert runner.told == ["started", 1, 2, ("rested", 2)]


@pytest.mark.parametrize("end", ["cancel", "stop"])
def test_a_job_that_rests_can_be_ended(runner, qtbot, end):
    pause = Pause()
    pause.ask()
    runner.start(counting(3), pause=pause)
    qtbot.waitUntil(lambda: ("rested", 0) in runner.told)
    with qtbot.waitSignal(runner.ended):
        getattr(runner, end)()
    assert runner.told[-2:] == [("rested", 0), "ended"]
    assert not runner.is_pausing


def test_a_cancelled_job_cannot_be_paused_any_more(runner, waiting, qtbot):
    runner.cancel()
    runner.toggle_pause()
    with qtbot.waitSignal(runner.ended):
        waiting.go_on.set()


def test_a_job_without_a_pause_cannot_be_paused(runner, waiting, qtbot):
    assert not runner.can_pause
    runner.toggle_pause()
    assert not runner.is_pausing
    with qtbot.waitSignal(runner.ended):
        waiting.go_on.set()
    assert runner.told == ["started", 0, 1, 2, ("finished", None), "ended"]
    runner.toggle_pause()
