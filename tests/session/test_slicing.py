from concurrent.futures import CancelledError

import pytest

from real_desktop.core.errors import UserError
from real_desktop.session.slicing import in_slices
from real_desktop.store.thread import Priority


def counting(_project):
    for _ in range(3):
        yield
    return 3


def test_the_result_of_the_last_step_comes(session):
    assert in_slices(session, counting).result(5) == 3


def test_judgements_reads_and_chunks_go_between_the_steps(session):
    done = []

    def slow(_project):
        session.submit(Priority.CHUNK, lambda _project: done.append("chunk"))
        session.submit(Priority.JUDGE, lambda _project: done.append("judgement"))
        done.append("first")
        yield
        done.append("second")

    in_slices(session, slow).result(5)
    assert done == ["first", "judgement", "chunk", "second"]


def test_an_error_comes_to_who_asked(session):
    def fail(_project):
        yield
        raise UserError("damaged")

    with pytest.raises(UserError, match="damaged"):
        in_slices(session, fail).result(5)


def test_a_project_that_is_closed_cancels_what_is_not_done(session):
    def for_ever(_project):
        while True:
            yield

    future = in_slices(session, for_ever)
    session.close()
    with pytest.raises(CancelledError):
        future.result(5)
