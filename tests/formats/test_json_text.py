from __future__ import annotations

import io

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats import json_text
from real_desktop.formats.json_text import JsonText


def text_of(content):
    return JsonText(io.BytesIO(content), "x.json")


@pytest.fixture(autouse=True, params=[1, 3, 1 << 17])
def step(monkeypatch, request):
    monkeypatch.setattr(json_text, "_STEP", request.param)


def test_marks_and_values_come_one_after_the_other():
    text = text_of(b'\xef\xbb\xbf [ {"a": 1} , -12.5e+3\n]\n')
    assert text.next_mark() == text.next_mark() == "["
    text.skip_mark()
    assert text.next_mark() == "{"
    assert text.next_value() == ({"a": 1}, 8)
    assert text.next_mark() == ","
    text.skip_mark()
    assert text.next_mark() == "-"
    assert text.next_value() == (-12500.0, 8)
    assert text.next_mark() == "]"
    text.skip_mark()
    assert text.next_mark() == text.next_mark() == ""


@pytest.mark.parametrize("number", [1, 12345678901234567890, 1.5, 1e300, 1.5e-10, -0.25])
def test_a_number_is_never_cut_in_two(number):
    text = text_of(f"{number} ".encode())
    assert text.next_value() == (number, len(str(number)))
    assert text.next_mark() == ""


def test_the_place_is_counted_over_what_was_dropped():
    text = text_of('"é😀"\n\n  "b" 1'.encode())
    for _ in range(2):
        text.next_mark()
        text.next_value()
    assert text.next_mark() == "1"
    assert str(text.fault("Extra data")) == (
        "x.json: not valid JSON: more text after the end (line 3, column 7)"
    )


@pytest.mark.parametrize("content", [b'"\xff"', b'"\xed\xa0\x80"', b'"\xe2\x82', b'"\xe2\x82"'])
def test_bytes_that_are_no_utf8_are_refused(content):
    with pytest.raises(UserError, match="found bytes that are not UTF-8"):
        text_of(content).next_value()
