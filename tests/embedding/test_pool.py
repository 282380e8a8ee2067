import gc
import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding.pool import EmbeddingPool
from tests.embedding import fake_encoder
from tests.embedding.processes import ends_within, is_running

ROOT = Path(__file__).parents[2]
TEXTS = ["one text", "another, longer text", ""]

PARENT = """
    import time
    from functools import partial
    from real_desktop.embedding.pool import EmbeddingPool
    from tests.embedding.fake_encoder import load_fake
    if __name__ == "__main__":
        pool = EmbeddingPool(partial(load_fake, seconds=60))
        pool.load().result()
        pool.encode(["busy"])
        print(pool.worker_pid, flush=True)
        time.sleep(60)
"""


@pytest.fixture
def fake_pool():
    with EmbeddingPool(fake_encoder.load_fake) as pool:
        yield pool


@pytest.fixture
def hears_sigint():
    """A shell starts background jobs deaf to SIGINT, and so would be the workers of a test."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_vectors_come_back_as_the_encoder_made_them(fake_pool):
    assert fake_pool.load().result() == fake_encoder.INFO
    encoded, wanted = fake_pool.encode(TEXTS).result(), fake_encoder.expected(TEXTS)
    assert np.array_equal(encoded.vectors, wanted.vectors)
    assert (encoded.tokens, encoded.failures) == (wanted.tokens, {})


def test_the_model_is_loaded_by_the_first_batch_if_not_before(fake_pool):
    assert fake_pool.encode(TEXTS).result().vectors.shape == (3, fake_encoder.DIMENSION)


def test_unusable_vectors_come_back_as_failures():
    with EmbeddingPool(fake_encoder.load_unusable) as pool:
        encoded = pool.encode(["nan", "fine", "zero", "inf"]).result()
    assert sorted(encoded.failures) == [0, 2, 3]
    assert np.array_equal(encoded.vectors[1], fake_encoder.expected(["fine"]).vectors[0])


def test_an_error_for_the_person_arrives_with_its_text():
    with EmbeddingPool(fake_encoder.refuse_to_load) as pool:
        for future in (pool.load(), pool.encode(TEXTS)):
            with pytest.raises(UserError, match=r"^the model is not there$"):
                future.result()


def test_a_bug_arrives_with_its_traceback_and_leaves_the_process_alive():
    with EmbeddingPool(fake_encoder.load_buggy) as pool:
        with pytest.raises(RuntimeError, match=r"Traceback(?s:.*)TorchLikeError: x in the encoder"):
            pool.encode(["x"]).result()
        assert pool.load().result() == fake_encoder.INFO


def test_a_second_restart_is_refused(fake_pool):
    fake_pool.load().result()
    first = fake_pool.worker_pid
    fake_pool.restart()
    fake_pool.load().result()
    assert fake_pool.worker_pid != first
    assert not is_running(first)
    with pytest.raises(UserError, match="The embedding process stopped twice"):
        fake_pool.restart()


def test_a_killed_process_is_noticed_while_idle(fake_pool):
    fake_pool.load().result()
    os.kill(fake_pool.worker_pid, signal.SIGKILL)
    with pytest.raises(BrokenProcessPool):
        fake_pool.encode(TEXTS).result()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no file descriptor there")
def test_a_process_that_dies_in_the_middle_of_a_result_is_noticed(tmp_path):
    with EmbeddingPool(partial(fake_encoder.load_torn, tmp_path / "mark")) as pool:
        with pytest.raises(BrokenProcessPool):
            pool.encode(TEXTS).result(timeout=30)
        pool.restart()
        assert pool.encode(TEXTS).result().tokens == fake_encoder.token_counts(TEXTS)


@pytest.mark.parametrize(
    "loader",
    [fake_encoder.load_slowly, partial(fake_encoder.load_fake, seconds=60)],
    ids=["loading", "encoding"],
)
def test_closing_in_the_middle_is_quick_and_leaves_no_process(loader):
    pool = EmbeddingPool(loader)
    futures = [pool.encode([text]) for text in TEXTS]
    pid = pool.worker_pid
    time.sleep(1)
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 2
    assert not is_running(pid)
    assert all(isinstance(future.exception(timeout=1), BrokenProcessPool) for future in futures)
    gc.collect()


def test_closing_at_once_or_twice_or_unused_is_fine():
    unused = EmbeddingPool(fake_encoder.load_fake)
    unused.close()
    pool = EmbeddingPool(fake_encoder.load_fake)
    pool.load()
    pid = pool.worker_pid
    pool.close()
    pool.close()
    assert not is_running(pid)


def test_a_closed_pool_starts_no_process(fake_pool):
    fake_pool.close()
    for call in (fake_pool.load, fake_pool.restart):
        with pytest.raises(RuntimeError):
            call()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_does_not_reach_the_worker(hears_sigint):
    with EmbeddingPool(partial(fake_encoder.load_fake, seconds=0.5)) as pool:
        pool.load().result()
        busy = pool.encode(TEXTS)
        time.sleep(0.2)
        os.kill(pool.worker_pid, signal.SIGINT)
        assert busy.result().tokens == fake_encoder.token_counts(TEXTS)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no niceness here")
def test_the_worker_is_gentle(fake_pool):
    fake_pool.load().result()
    here = os.getpriority(os.PRIO_PROCESS, 0)
    there = os.getpriority(os.PRIO_PROCESS, fake_pool.worker_pid)
    assert there == min(here + 10, 19)


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_worker_ends_with_a_killed_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT))
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with parent:
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        parent.kill()
        assert ends_within(pid, 3)
