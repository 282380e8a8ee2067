from __future__ import annotations

import pytest

from real_desktop.formats.json_values import (
    LONE_SURROGATE,
    MAX_DEPTH,
    NOT_FINITE,
    NUMBER_TOO_LONG,
    TOO_DEEP,
    checked_object,
    parse,
)
from real_desktop.formats.rows import RowError


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": "b', "not valid JSON: it breaks off"),
        ('{"a": [1, ', "not valid JSON: it breaks off"),
        ('{"a": }', "not valid JSON: a value is missing"),
        ('{"a": 1 "b": 2}', "not valid JSON: a comma is missing"),
        ('{"a" 1}', "not valid JSON: a colon is missing"),
        ("{'a': 1}", "not valid JSON: a name in double quotes is missing"),
        ('{"a": 1} x', "not valid JSON: more text after the end"),
        ('{"a": "\0"}', "not valid JSON: a control character or line break inside a text"),
        ('{"a": "\\q"}', "not valid JSON: Invalid \\escape"),
        ("[" * 100_000, TOO_DEEP),
        ('{"a":' * 100_000, TOO_DEEP),
        ("9" * 5000, NUMBER_TOO_LONG),
    ],
)
def test_parse_says_what_is_wrong(text, reason):
    with pytest.raises(RowError) as caught:
        parse(text)
    assert str(caught.value) == reason


def test_reason_does_not_depend_on_the_place():
    reasons = set()
    for text in ('{"a": 1 "b": 2}', '{"aaa": 1, "bb": [1 2]}'):
        with pytest.raises(RowError) as caught:
            parse(text)
        reasons.add(str(caught.value))
    assert len(reasons) == 1


def test_integers_beyond_64_bits_are_kept():
    assert parse("123456789012345678901234567890") == 123456789012345678901234567890


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([], "not an object"),
        ("text", "not an object"),
        (None, "not an object"),
        ({"a": ["\ud83d"]}, LONE_SURROGATE),
        ({"\udc00": 1}, LONE_SURROGATE),
        ({"a": {"b": float("nan")}}, NOT_FINITE),
        ({"a": [float("inf")]}, NOT_FINITE),
    ],
)
def test_what_cannot_be_stored_is_refused(value, reason):
    with pytest.raises(RowError) as caught:
        checked_object(value)
    assert str(caught.value) == reason


def test_nesting_is_allowed_up_to_the_limit():
    def nested(depth):
        return {"a": parse("[" * (depth - 1) + "]" * (depth - 1))}

    assert checked_object(nested(MAX_DEPTH))
    with pytest.raises(RowError, match="nested more than"):
        checked_object(nested(MAX_DEPTH + 1))


def test_a_whole_emoji_is_no_surrogate():
    assert checked_object(parse('{"a": "\\ud83d\\ude00"}')) == {"a": "😀"}
