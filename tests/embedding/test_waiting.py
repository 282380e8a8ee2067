import os
import signal
import time
from contextlib import closing
from functools import partial

import numpy as np
import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding.pool import EmbeddingPool
from real_desktop.embedding.waiting import encode_batches, load_encoder
from tests.embedding import fake_encoder
from tests.embedding.processes import ends_within, is_running

BATCHES = [["a", "b"], ["c"], ["bad", "d"], ["e"], ["f", "g", "h"]]


def loaded(pool):
    """The info that `load_encoder` returns, and how often it yielded."""
    waits = 0
    steps = load_encoder(pool)
    while True:
        try:
            next(steps)
            waits += 1
        except StopIteration as done:
            return done.value, waits


def answers(pool, batches):
    return [found[1] for found in encode_batches([pool], numbered(batches)) if found]


def numbered(batches):
    return list(enumerate(batches))


def assert_answers(encoded, batches):
    assert len(encoded) == len(batches)
    for one, texts in zip(encoded, batches, strict=True):
        assert np.array_equal(one.vectors, fake_encoder.expected(texts).vectors)


def test_loading_yields_while_it_waits():
    with EmbeddingPool(fake_encoder.load_fake) as pool:
        info, waits = loaded(pool)
    assert info == fake_encoder.INFO
    assert waits >= 1


def test_a_process_that_dies_while_loading_is_restarted_once(tmp_path):
    with EmbeddingPool(partial(fake_encoder.load_and_die_once, tmp_path / "mark")) as pool:
        assert loaded(pool)[0] == fake_encoder.INFO


def test_a_process_that_always_dies_gives_up():
    stopped = pytest.raises(UserError, match="The embedding process stopped twice")
    with EmbeddingPool(fake_encoder.load_and_die) as pool, stopped:
        loaded(pool)


def test_batches_are_answered_in_order():
    with EmbeddingPool(fake_encoder.load_fake) as pool:
        assert_answers(answers(pool, BATCHES), BATCHES)


def test_no_batches_start_no_process():
    with EmbeddingPool(fake_encoder.load_fake) as pool:
        assert answers(pool, []) == []
        assert pool.worker_pid is None


def test_a_batch_that_kills_the_process_once_is_repeated(tmp_path):
    loader = partial(fake_encoder.load_fake, dies_on="bad", once=tmp_path / "mark")
    with EmbeddingPool(loader) as pool:
        assert_answers(answers(pool, BATCHES), BATCHES)


def test_the_second_death_keeps_what_was_answered():
    kept = []
    stopped = pytest.raises(UserError, match="The embedding process stopped twice")
    with EmbeddingPool(partial(fake_encoder.load_fake, dies_on="bad")) as pool, stopped:
        kept.extend(encode_batches([pool], numbered(BATCHES)))
    assert_answers([found[1] for found in kept if found], BATCHES[:2])


def test_an_answer_that_waits_outlives_its_process():
    with EmbeddingPool(fake_encoder.load_fake) as pool:
        encoded = encode_batches([pool], numbered(BATCHES))
        while next(encoded) is None:
            pass
        # The second batch is answered, and not fetched, when the process dies.
        time.sleep(0.5)
        os.kill(pool.worker_pid, signal.SIGKILL)
        assert ends_within(pool.worker_pid, 3)
        pool.restart = partial(pytest.fail, "restarted before the answer was given")
        assert_answers([next(encoded)[1]], BATCHES[1:2])


def test_a_process_killed_between_two_answers_loses_nothing():
    encoded = []
    with EmbeddingPool(fake_encoder.load_fake) as pool:
        for one in encode_batches([pool], numbered(BATCHES)):
            if one is None:
                continue
            encoded.append(one[1])
            if len(encoded) == 2:
                os.kill(pool.worker_pid, signal.SIGKILL)
    assert_answers(encoded, BATCHES)


def test_batches_are_read_only_a_little_ahead():
    read = []

    def batches():
        for i in range(100):
            read.append(i)
            yield i, [str(i)]

    with EmbeddingPool(fake_encoder.load_fake) as pool, closing(batches()) as source:
        encoded = encode_batches([pool], source)
        while next(encoded) is None:
            pass
    assert len(read) <= 4


def test_a_long_batch_yields_so_that_the_job_can_be_cancelled():
    with EmbeddingPool(partial(fake_encoder.load_fake, seconds=60)) as pool:
        encoded = encode_batches([pool], numbered(BATCHES))
        assert [next(encoded) for _ in range(3)] == [None, None, None]
        pid = pool.worker_pid
    assert not is_running(pid)


def test_several_processes_share_the_batches():
    batches = {number: [f"text {number}"] for number in range(20)}
    slowly = partial(fake_encoder.load_fake, seconds=0.05)
    with EmbeddingPool(slowly) as one, EmbeddingPool(slowly) as other:
        found = dict(answer for answer in encode_batches([one, other], batches.items()) if answer)
        assert None not in (one.worker_pid, other.worker_pid)
    assert_answers([found[number] for number in range(20)], batches.values())


def test_one_of_several_processes_dies_and_its_batches_are_repeated(tmp_path):
    dying = partial(fake_encoder.load_fake, dies_on="bad", once=tmp_path / "mark")
    with EmbeddingPool(dying) as one, EmbeddingPool(dying) as other:
        found = [answer for answer in encode_batches([one, other], numbered(BATCHES)) if answer]
    assert sorted(number for number, _encoded in found) == [0, 1, 2, 3, 4]
    assert_answers([encoded for _number, encoded in sorted(found, key=lambda f: f[0])], BATCHES)
