import itertools
import threading

from real_desktop.core.pause import Pause


def test_nobody_rests_where_no_pause_is_wanted():
    pause = Pause()
    pause.rest()
    assert not pause.is_wanted


def test_a_rest_lasts_until_the_pause_is_ended():
    pause, is_over = Pause(), threading.Event()
    pause.ask()
    assert pause.is_wanted
    thread = threading.Thread(target=lambda: (pause.rest(), is_over.set()))
    thread.start()
    assert not is_over.wait(0.05)
    pause.end()
    thread.join(5)
    assert is_over.is_set()
    assert not pause.is_wanted


def test_the_clock_of_the_work_stands_still_during_a_rest():
    pause = Pause(clock=itertools.count(0, 10).__next__)
    began = pause.working_seconds()
    pause.rest()
    assert pause.working_seconds() - began == 20
