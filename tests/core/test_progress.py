from real_desktop.core.progress import Progress, drained, reported


def steps():
    yield 3
    yield 5
    return "done"


def test_a_job_is_run_to_its_result():
    shown = []
    assert drained(steps(), shown.append) == drained(steps()) == "done"
    assert shown == [3, 5]


def test_each_step_becomes_a_report_and_the_result_stays():
    shown = []
    job = reported(steps(), lambda rows: Progress("Reading", rows))
    assert drained(job, shown.append) == "done"
    assert shown == [Progress("Reading", 3), Progress("Reading", 5)]
