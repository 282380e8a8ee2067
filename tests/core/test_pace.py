import pytest

from real_desktop.core.pace import Pace, in_words


def pace_after(*reports):
    """A pace that heard `(seconds, done)`."""
    times = iter([seconds for seconds, _ in reports])
    pace = Pace(clock=lambda: next(times))
    for _, done in reports:
        pace.report(done)
    return pace


@pytest.mark.parametrize("reports", [[], [(0, 5)], [(0, 5), (9, 5)], [(3, 0), (3, 10)]])
def test_nothing_can_be_told_yet(reports):
    pace = pace_after(*reports)
    assert (pace.per_second, pace.seconds_left(100)) == (None, None)


def test_the_rate_and_the_time_left():
    pace = pace_after((0, 0), (2, 30), (4, 40))
    assert (pace.per_second, pace.seconds_left(100)) == (10, 6)


def test_what_is_long_ago_does_not_count():
    pace = pace_after((0, 0), (1, 1_000), (25, 1_010), (30, 1_015))
    assert pace.per_second == 1


def test_a_new_stage_starts_again():
    pace = pace_after((0, 0), (1, 500), (2, 0), (4, 10))
    assert pace.per_second == 5


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (40.4, "40 s"),
        (59.6, "1 min 00 s"),
        (200, "3 min 20 s"),
        (599, "9 min 59 s"),
        (600, "10 min"),
        (3_599, "59 min"),
        (7_500, "2 h 05 min"),
    ],
)
def test_a_duration_in_words(seconds, words):
    assert in_words(seconds) == words


def test_a_pause_changes_neither_the_rate_nor_the_time_left():
    times = iter([0, 2, 4, 4, 500, 502])
    pace = Pace(clock=lambda: next(times))
    for done in (0, 30, 40):
        pace.report(done)
    for _twice in range(2):
        pace.hold()
    assert pace.per_second == 10
    pace.go_on()
    pace.go_on()
    assert (pace.per_second, pace.seconds_left(100)) == (10, 6)
    pace.report(50)
    assert pace.per_second == pytest.approx(50 / 6)
