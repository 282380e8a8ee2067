from __future__ import annotations

import json

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.json_rows import holds_json, json_rows
from real_desktop.formats.rows import Row

A, B = {"a": 1}, {"b": [{"c": "d"}]}


def rows_of(path):
    return [(row.number, row.columns) for row in json_rows(path)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('{"a": 1}\n{"b": [{"c": "d"}]}\n', [1, 2]),
        ('{"a": 1}\n{"b": [{"c": "d"}]}', [1, 2]),
        ('{"a": 1}\r\n{"b": [{"c": "d"}]}\r\n', [1, 2]),
        ('\n\n{"a": 1}\n  \n\t{"b": [{"c": "d"}]}\n\n', [3, 5]),
        ('\ufeff{"a": 1}\n{"b": [{"c": "d"}]}\n', [1, 2]),
        ('\ufeff{"a": 1}\n\ufeff{"b": [{"c": "d"}]}\n', [1, 2]),
        ('[{"a": 1}, {"b": [{"c": "d"}]}]', [1, 2]),
        ('\ufeff \r\n [{"a": 1},\r\n{"b": [{"c": "d"}]}]\r\n\r\n', [1, 2]),
        ('[\n{"a": 1},\n{"b": [\n{"c": "d"}\n]}\n]\n', [1, 2]),
        ('{\n"a": 1\n}\n{\n"b": [\n{"c": "d"}\n]\n}\n', [1, 2]),
    ],
)
@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.txt"])
def test_layout_is_recognised_whatever_the_name(file_of, text, numbers, name):
    assert rows_of(file_of(text, name)) == list(zip(numbers, [A, B], strict=True))


def test_one_pretty_printed_object_is_one_row(file_of):
    assert rows_of(file_of(json.dumps(B, indent=2), "x.jsonl")) == [(1, B)]


def test_a_first_line_longer_than_the_look_ahead_is_a_row(file_of):
    long = {"a": "x" * 100_000}
    assert rows_of(file_of([long, A])) == [(1, long), (2, A)]


def test_a_broken_first_line_does_not_hide_the_others(file_of):
    for start in ('{"prompt": "cut\n', "{]\n", '{"a": 1,\n', "{'a': 1}\n"):
        first, second = json_rows(file_of(start + '{"a": 1}\n'))
        assert isinstance(first, RejectedRow)
        assert (second.number, second.columns) == (2, A)


def test_lines_are_read_one_by_one(file_of):
    rows = json_rows(file_of('{"a": 1}\n{"b": \n'))
    assert isinstance(next(rows), Row)
    assert next(rows).reason == "not valid JSON: it breaks off"


def test_invalid_utf8_rejects_the_line_alone(file_of):
    path = file_of(b'{"a": 1}\n{"a": "caf\xe9"}\n{"a": 1}\n')
    good, bad, last = json_rows(path)
    assert (good.columns, last.columns) == (A, A)
    assert bad == RejectedRow(2, "not valid UTF-8", '{"a": "caf\ufffd"}')


def test_a_nul_byte_rejects_the_line_alone(file_of):
    good, bad = json_rows(file_of(b'{"a": 1}\n{"a": "\0"}\n'))
    assert good.columns == A
    assert bad.reason.startswith("not valid JSON")


def test_an_escaped_nul_is_text(file_of):
    assert rows_of(file_of('{"a": "\\u0000"}\n')) == [(1, {"a": "\0"})]


def test_excerpt_is_short_and_can_be_stored(file_of):
    (bad,) = json_rows(file_of('{"a": "\\ud83d' + "x" * 500 + '"}\n'))
    assert len(bad.excerpt) == 200
    (bad,) = json_rows(file_of('[{"a": "\\ud83d"}]'))
    assert bad.excerpt == '{"a": "\ufffd"}'


def test_elements_that_are_no_objects_are_rejected(file_of):
    first, second, third = json_rows(file_of('["x", {"a": 1}, [[]]]'))
    assert first == RejectedRow(1, "not an object", '"x"')
    assert second.columns == A
    assert third == RejectedRow(3, "not an object", "[[]]")


def test_lines_that_are_lists_are_rejected_by_line(file_of):
    rows = list(json_rows(file_of('[1]\n\n{"a": 1}\n')))
    assert rows[0] == RejectedRow(1, "not an object", "[1]")
    assert rows[1].number == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'[{"a": 1},\n {"a" 2}]', "not valid JSON: a colon is missing (line 2, column 7)"),
        (b'[{"a": 1},\n', "not valid JSON: it breaks off (line 2, column 1)"),
        (b'{\n"a": [1,\n', "not valid JSON: it breaks off (line 3, column 1)"),
        (b'[{"a": "caf\xe9"}]', "expected UTF-8 text, found bytes that are not UTF-8"),
        (b"[" * 100_000, "expected rows, found JSON nested more than 100 deep"),
        (b"[" + b"9" * 5000 + b"]", "a number has too many digits"),
    ],
)
def test_a_broken_array_is_refused_with_the_place(file_of, content, sentence):
    with pytest.raises(UserError) as caught:
        list(json_rows(file_of(content, "x.json")))
    assert str(caught.value) == f"x.json: {sentence}"


@pytest.mark.parametrize(
    ("head", "is_json"),
    [
        (b' {"a"', True),
        (b"[", True),
        (b'not json\n{"a": 1}', True),
        (b"a,b\n1,2\n", False),
        (b'\x7fELF\0\n{"', False),
        (b'{"a": "\0"}', True),
    ],
)
def test_json_is_recognised_by_its_first_bytes(head, is_json):
    assert holds_json(head) is is_json


@pytest.mark.parametrize("padding", range(14))
def test_a_long_object_is_one_row_wherever_the_look_ahead_is_cut(file_of, padding):
    row = {"prompt": "p" * padding, "responses": ["\u00e9" * 20_000 + "a", "\u00fc" * 9_000]}
    (only,) = rows_of(file_of(json.dumps(row, indent=2)))
    assert only == (1, row)
