import pytest

from real_desktop.core.stopwatch import Stopwatch


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(clock):
    return Stopwatch(clock)


def times(watch):
    return watch.active_ms, watch.elapsed_ms


def test_somebody_is_there_at_first(watch, clock):
    assert times(watch) == (0, 0)
    clock.wait(12.3456)
    assert times(watch) == (12_346, 12_346)


def test_active_time_stops_thirty_seconds_after_the_last_sign(watch, clock):
    clock.wait(45)
    assert times(watch) == (30_000, 45_000)


def test_activity_gives_thirty_seconds_more_and_none_for_the_gap(watch, clock):
    clock.wait(20)
    watch.note_activity()
    clock.wait(45)
    watch.note_activity()
    clock.wait(5)
    assert times(watch) == (55_000, 70_000)


def test_asking_for_the_time_changes_nothing(watch, clock):
    for _ in range(50):
        clock.wait(1)
        _ = watch.active_ms
    assert times(watch) == (30_000, 50_000)


def test_active_time_stops_while_the_window_is_not_in_front(watch, clock):
    clock.wait(3)
    watch.set_in_front(False)
    clock.wait(100)
    assert times(watch) == (3_000, 103_000)
    watch.set_in_front(True)
    clock.wait(4)
    assert times(watch) == (7_000, 107_000)


def test_activity_in_the_background_does_not_count(watch, clock):
    watch.set_in_front(False)
    clock.wait(10)
    watch.note_activity()
    clock.wait(10)
    assert times(watch) == (0, 20_000)


def test_start_begins_again(watch, clock):
    clock.wait(40)
    watch.start()
    clock.wait(2)
    assert times(watch) == (2_000, 2_000)


def test_a_start_behind_other_windows_counts_nothing_as_active(watch, clock):
    watch.set_in_front(False)
    watch.start()
    clock.wait(2)
    assert times(watch) == (0, 2_000)
    watch.set_in_front(True)
    clock.wait(3)
    assert times(watch) == (3_000, 5_000)
