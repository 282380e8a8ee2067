import sys
import threading
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QObject, Signal

from real_desktop.gui.relay import Relay


@pytest.fixture
def delivered(qtbot):
    """What a relay delivers, with the thread it did so on."""
    relay, got = Relay(), []

    def watch(future):
        def take(kind):
            return lambda what: got.append((kind, what, threading.current_thread()))

        relay.when_done(future, take("then"), take("failed"))

    yield got, watch
    relay.deleteLater()


def on_another_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_result_from_another_thread_arrives_on_the_gui_thread(delivered, qtbot):
    got, watch = delivered
    future = Future()
    watch(future)
    on_another_thread(lambda: future.set_result("result"))
    assert got == []
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("then", "result", threading.main_thread())]


def test_an_error_arrives_as_an_error(delivered, qtbot):
    got, watch = delivered
    future, error = Future(), ValueError("no")
    watch(future)
    on_another_thread(lambda: future.set_exception(error))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("failed", error, threading.main_thread())]


def test_a_future_that_is_done_already_is_delivered(delivered, qtbot):
    got, watch = delivered
    future = Future()
    future.set_result(1)
    watch(future)
    qtbot.waitUntil(lambda: bool(got))


def test_what_is_cancelled_is_not_delivered(delivered, qtbot):
    got, watch = delivered
    future = Future()
    watch(future)
    future.cancel()
    qtbot.wait(20)
    assert got == []


class Emitter(QObject):
    of_object = Signal(object)
    of_bool = Signal(bool)


@pytest.mark.parametrize("name", ["of_object", "of_bool"])
def test_a_thousand_emits_leave_the_references_to_true_as_they_were(qapp, name):
    emitter, got = Emitter(), []
    signal = getattr(emitter, name)
    signal.connect(got.append)
    before = sys.getrefcount(True)
    for _ in range(1_000):
        signal.emit(True)
    assert len(got) == 1_000
    got.clear()
    assert abs(sys.getrefcount(True) - before) < 20
