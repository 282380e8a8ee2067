from __future__ import annotations

import io
import json
import tracemalloc
from itertools import islice
from time import perf_counter
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_desktop.core.errors import UserError
from real_desktop.formats import json_text
from real_desktop.formats.json_elements import elements
from tests.formats.json_strategies import OBJECTS, SPACES, VALUES, damaged, lists
from tests.formats.plain_json import plain_elements

DOCUMENTS = st.one_of(
    st.tuples(SPACES, lists(VALUES), SPACES).map("".join),
    st.lists(st.tuples(OBJECTS, SPACES).map("".join), max_size=4).map("".join),
    st.lists(VALUES, max_size=4).map("\n".join),
)
NOT_UTF8 = "expected UTF-8 text, found bytes that are not UTF-8"
MORE = "more text after the end"


def elements_of(content):
    return [value for value, _ in elements(io.BytesIO(content), "x")]


def outcome(read, content):
    try:
        return repr(read(content))
    except UserError as error:
        return str(error).removeprefix("x: ")


@given(content=damaged(DOCUMENTS), step=st.sampled_from([1, 2, 3, 7, 64]))
@settings(max_examples=250, deadline=None)
def test_a_document_gives_what_it_gives_as_a_whole(content, step):
    with patch.object(json_text, "_STEP", step):
        found = outcome(elements_of, content)
    expected = outcome(plain_elements, content)
    is_more = content.lstrip().startswith(b"[") and MORE in found
    is_earlier = expected == NOT_UTF8 and found.startswith("not valid JSON")
    assert found == expected or is_more or is_earlier


@pytest.mark.parametrize("step", [1, 5, 1 << 17])
def test_the_place_of_a_fault_is_the_same_however_it_is_read(monkeypatch, step):
    monkeypatch.setattr(json_text, "_STEP", step)
    text = '\ufeff[{"a": "é😀"}, -1.5e+3,\r\n\r\n {"a": 1}, {"b" 2}]'
    for end in range(1, len(text)):
        content = text[:end].encode()
        assert outcome(elements_of, content) == outcome(plain_elements, content)
    assert outcome(elements_of, text.encode()).endswith("a colon is missing (line 3, column 17)")


def test_rows_before_a_fault_come_first():
    content = b'[{"a": 1}, ' + b" " * (1 << 18) + b'{"a": 2}, {"a" 3}]'
    reading = elements(io.BytesIO(content), "x")
    assert [value for value, _ in islice(reading, 2)] == [{"a": 1}, {"a": 2}]
    with pytest.raises(UserError, match=r"a colon is missing \(line 1, column 262171\)"):
        next(reading)


@pytest.mark.parametrize("rest", ["[2]", "{}", "x", "]", ","])
def test_what_follows_an_array_is_refused(rest):
    with pytest.raises(UserError, match=r"more text after the end \(line 2, column 1\)"):
        elements_of(f"[1]\n{rest}".encode())


def test_an_element_knows_its_length():
    sizes = [size for _, size in elements(io.BytesIO(b'[ {"a": 1} , "\xc3\xa9", 12]'), "x")]
    assert sizes == [8, 3, 2]


class Endless(io.RawIOBase):
    """A start and then a unit again and again, up to a size, none of it in memory."""

    def __init__(self, start, unit, size, end=b""):
        self._chunks = iter([start, *[unit * (4096 // len(unit))] * (size // 4096), end])
        self._rest = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self._rest and (chunk := next(self._chunks, None)) is not None:
            self._rest = chunk
        found, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(found)] = found
        return len(found)


def peak_of(file):
    tracemalloc.start()
    try:
        count = sum(1 for _ in elements(io.BufferedReader(file), "x"))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [
        (b"[", b'{"a": "some text"},', b"{}]"),
        (b"[\n", b'{\n "a": 1\n},\n', b"{}\n]\n"),
        (b"", b'{\n "a": 1\n}\n', b""),
        (b"[", b"1,", b"1]"),
    ],
)
def test_memory_does_not_grow_with_the_file(start, unit, end):
    count, peak = peak_of(Endless(start, unit, 1_000_000, end))
    assert count > 40_000
    assert peak < 600_000


def test_an_element_takes_less_than_three_times_its_size():
    size = 40_000_000
    count, peak = peak_of(Endless(b'[{"a": 1}, {"a": "', b"x", size, b'"}, {"a": 1}]'))
    assert count == 3
    assert peak < 3 * size


@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [
        (b'[{"a": "', b"x", b'"}]'),
        (b'[{"a": "', b"x", b""),
        (b'[{"a": "', b"\\n", b""),
        (b"[[", b"1,", b"1]]"),
        (b"[{}", b" ", b"]"),
        (b"[{}", b"\n", b"]"),
        (b"[1.", b"1", b"]"),
        (b"[", b"{},", b"{}]"),
        (b'["', b"\\ud83d\\ude00", b'"]'),
    ],
)
def test_time_grows_with_the_size_alone(start, unit, end):
    def seconds(size):
        before = perf_counter()
        try:
            for _ in elements(io.BufferedReader(Endless(start, unit, size, end)), "x"):
                pass
        except UserError as error:
            assert "breaks off" in str(error)  # noqa: PT017
        return perf_counter() - before

    small, large = min(seconds(300_000) for _ in range(3)), seconds(3_000_000)
    assert large < 0.2 + 30 * small


def test_depth_without_end_is_refused_at_once():
    for unit in (b"[", b'{"a":', b'{"a":[', b"[{}, ["):
        with pytest.raises(UserError, match="nested more than 100 deep"):
            elements_of(b"[" + unit * 100_000)


def test_digits_without_end_are_refused_at_once():
    with pytest.raises(UserError, match="too many digits"):
        elements_of(b"[" + b"9" * 1_000_000)


def test_a_real_file_is_the_same_as_an_array(real_file):
    lines = real_file("oasst_one_policy_250x11.jsonl").read_bytes().splitlines()
    rows = [json.loads(line) for line in lines]
    for indent in (None, 1):
        assert elements_of(json.dumps(rows, indent=indent).encode()) == rows
