from __future__ import annotations

import io
import tracemalloc

import pytest

from real_desktop.formats.json_layout import is_document


def of(content):
    return is_document(io.BufferedReader(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (b'{"a": 1}', False),
        (b'{"a": 1}\n{"a": 2}\n', False),
        (b'{\n"a": 1}', True),
        (b'{"a": 1,\n "b": 2}\n{"a": 3}\n', True),
        (b'{"a": 1,\n{"b": 2}\n', False),
        (b"[1]", True),
        (b"[1]\n\n \n", True),
        (b'[1]\n{"a": 1}\n', False),
        (b"[[1]\n,[2]]\n", True),
        (b"[{}\n{}]\n", True),
        (b"[oops\n{}\n", True),
        (b"[" * 100_000, True),
        (b"\xef\xbb\xbf[1,\n2]", True),
        (b"\n \n[1,\n2]", True),
        (b"[" + b"1," * 600_000 + b"1]\n{}\n", True),
        (b'"text"\n', False),
    ],
)
def test_a_document_is_told_from_lines(content, is_one):
    assert of(content) is is_one


@pytest.mark.parametrize("length", [(1 << 20) - 2, 1 << 20, 3 << 20])
def test_a_long_first_line_is_read_to_its_end(length):
    long = b'"' + "é".encode() * (length // 2)
    assert not of(b'{"a": ' + long + b'"}\n{"a": 1}\n')
    assert of(b'{"a": ' + long + b'",\n "b": 1}\n')
    assert not of(b'{"a": ' + long + b'\n{"a": 1}\n')


@pytest.mark.parametrize(
    ("start", "end", "times"), [(b"[0,", b"]", 0.1), (b"{", b"}\n{}", 3), (b"{", b"", 3)]
)
def test_a_line_of_tens_of_megabytes_is_not_kept_twice(start, end, times):
    size = 20_000_000
    file = io.BufferedReader(io.BytesIO(start + b'"a": "' + b"x" * size + b'"' + end))
    tracemalloc.start()
    try:
        is_document(file)
        assert tracemalloc.get_traced_memory()[1] < times * size + 4_000_000
    finally:
        tracemalloc.stop()
