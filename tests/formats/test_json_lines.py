from __future__ import annotations

import io
import json
import tracemalloc

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_lines import line_rows
from real_desktop.formats.json_values import MAX_DEPTH, NOT_FINITE, TOO_DEEP
from real_desktop.formats.rows import Row
from tests.formats.json_strategies import OBJECTS, VALUES, damaged
from tests.formats.plain_json import outcomes, plain_lines

ONE_LINE = damaged((OBJECTS | VALUES).map(lambda text: text.replace("\n", " ")))


def rows_of(content):
    return list(line_rows(io.BytesIO(content)))


def same(found, expected):
    """Equal, also where 1 == 1.0 == True would hide a difference, and in the order of the keys."""
    return repr(found) == repr(expected)


@given(lines=st.lists(ONE_LINE, max_size=5), end=st.sampled_from([b"\n", b"\r\n", b"\n\n"]))
@example(lines=[b'\xef\xbb\xbf{"a": 1}', b'\xef\xbb\xbf\xef\xbb\xbf{"a": 1}'], end=b"\n")
@example(lines=[b"\x0b", b"\x1c", b"\xc2\xa0", b"\xc2\x85", b"\0"], end=b"\n")
@example(lines=[b'{"a": 1}\x0b', b'\x0c{"a": 1}', b'\xc2\xa0{"a": 1}'], end=b"\n")
@settings(max_examples=250, deadline=None)
def test_every_line_gives_what_the_careful_way_gives(lines, end):
    content = end.join(lines)
    assert same(outcomes(rows_of(content)), list(plain_lines(content)))


@pytest.mark.parametrize("depth", [*range(1, 12), *range(MAX_DEPTH - 2, MAX_DEPTH + 3), 990, 2_000])
@pytest.mark.parametrize("inside", ["", "1", "{}"])
def test_depth_is_limited_as_the_careful_way_does(depth, inside):
    for start, end in (("[", "]"), ('{"b":', "}")):
        middle = inside or ("" if start == "[" else "1")
        line = '{"a":' + start * depth + middle + end * depth + "}"
        content = line.encode()
        assert same(outcomes(rows_of(content)), list(plain_lines(content)))


def test_depth_without_end_is_a_reason():
    for start in (b"[", b'{"a":', b'{"a":['):
        (bad,) = rows_of(start * 100_000)
        assert bad.reason == TOO_DEEP


def test_integers_of_any_length_are_kept():
    numbers = [sign * (2**bits + more) for bits in range(60, 70) for more in (-1, 0, 1)
               for sign in (1, -1)]  # fmt: skip
    for number in numbers:
        (row,) = rows_of(b'{"a": [%d]}' % number)
        assert same(row.columns, {"a": [number]})


def test_a_number_beyond_a_float_is_told():
    (bad,) = rows_of(b'{"a": 1e999}')
    assert bad.reason == NOT_FINITE


def test_the_quick_way_is_the_usual_one(monkeypatch):
    """If each line went the careful way, no other test would notice."""
    rows = [{"prompt": "é", "responses": [{"text": "a", "model": "m", "score": 0.25, "n": 3}]}]
    rows += [{"prompt": [{"role": "user", "content": "q"}], "response": None, "ok": True}]
    monkeypatch.setattr(json, "loads", None)
    found = rows_of(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    assert [row.columns for row in found] == rows


def test_a_row_knows_how_it_begins_and_about_how_long_it_is():
    (row,) = rows_of(b' {"a": "' + "é".encode() * 300 + b'"}\n')
    assert isinstance(row, Row)
    assert row.source == '{"a": "' + "é" * 96
    assert row.size >= 300
    (careful,) = rows_of(b'{"a": 123456789012345678901234567890, "b": "' + b"x" * 300)
    assert isinstance(careful, RejectedRow)
    assert len(careful.excerpt) == 200


def test_lines_of_tens_of_megabytes_take_less_than_three_times_their_size():
    size = 30_000_000
    content = b'{"a": "' + b"x" * size + b'"}\n{"a": 1}\n'
    file = io.BytesIO(content)
    tracemalloc.start()
    try:
        assert sum(1 for _ in line_rows(file)) == 2
        assert tracemalloc.get_traced_memory()[1] < 3 * size
    finally:
        tracemalloc.stop()
