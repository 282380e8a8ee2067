from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import closing

import pytest

from real_desktop.core.records import Message, Response
from real_desktop.formats.seen import Seen
from real_desktop.formats.spool import Spool

FILL_A_SPOOL = """
import resource, sys
from real_desktop.formats.spool import Spool
spool = Spool()
for number in range(int(sys.argv[1])):
    spool.put(str(number % 1000), "x" * 10_000)
assert sum(1 for _key, values in spool.groups() for _value in values) == int(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.fixture
def spool():
    with closing(Spool()) as made:
        yield made


def test_values_come_back_in_groups_in_the_order_of_their_first(spool):
    for key, value in [("b", 1), ("a", 2), ("b", 3), ("c", 4), ("a", 5)]:
        spool.put(key, value)
    assert list(spool.groups()) == [("b", [1, 3]), ("a", [2, 5]), ("c", [4])]
    assert list(spool.values()) == [1, 2, 3, 4, 5]


def test_values_can_be_put_in_after_some_were_read(spool):
    spool.put("a", 1)
    assert spool.get("a") == [1]
    spool.put("a", 2)
    spool.put("b", 3)
    assert spool.get("a") == [1, 2]
    assert spool.get("nobody") == []
    assert [key for key, _values in spool.groups()] == ["a", "b"]


def test_the_first_value_is_read_alone(spool, monkeypatch):
    assert spool.first("a") is None
    for value in range(1_000):
        spool.put("a", value)
    read = []
    monkeypatch.setattr(pickle, "loads", lambda stored: read.append(stored) or "one")
    assert (spool.first("a"), len(read)) == ("one", 1)


@pytest.mark.parametrize("key", ["", "two\nlines", "nul\0", "emoji \U0001f600", "a" * 100_000])
def test_any_text_is_a_key(spool, key):
    spool.put(key, key)
    assert spool.get(key) == [key]


def test_records_come_back_equal(spool):
    message = Message("assistant", "text", {"tool_calls": [{"id": 1}]})
    response = Response("text", "model", 0.5, {"a": [1]}, (message,), 3)
    spool.put("one", response)
    assert spool.get("one") == [response]


def test_nothing_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    with closing(Spool()) as made:
        for number in range(3_000):
            made.put(str(number), "x" * 10_000)
        assert made.get("7") == ["x" * 10_000]
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_what_is_put_in():
    few, many = (peak_of(number) for number in (5_000, 20_000))
    assert many < few * 1.3


def peak_of(number):
    command = [sys.executable, "-c", FILL_A_SPOOL, str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_a_key_is_new_once():
    with closing(Seen()) as seen:
        assert [seen.is_new(key) for key in (b"a", b"b", b"a", b"")] == [True, True, False, True]
