from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.formats.literals import MOST_CHARACTERS, literal_list

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.lists(VALUES))
def test_a_printed_list_comes_back(values):
    assert literal_list(repr(values)) == values


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "['a'",
        "['a']]",
        "['a''b']",
        "['a' 'b', 'c']",
        "['a' 'b' ...]",
        "[['a' 'b']]",
        "[1 2]",
        "[f'{1}']",
        "[b'a']",
        "[__import__('os')]",
        "[open('x')]",
        "[1 if 1 else 2]",
        "[x for x in ()]",
        "[T]",
        "[1+1]",
        "[9**9**9]",
        "[" + "-" * 100_000 + "1]",
        "[" + "9" * 5_000 + "]",
        "[" * 100_000 + "]" * 100_000,
        "[" * 101 + "]" * 101,
        "(" * 90 + ")" * 90,
        "['\\d']",
        "['\\x']",
        "[{[]: 1}]",
        "{'a': 1}",
        "'a'",
        "['" + "a" * MOST_CHARACTERS + "']",
        "['\0']\0",
    ],
)
def test_what_is_no_list_of_plain_values_is_none(text):
    assert literal_list(text) is None


@given(st.lists(st.text(), min_size=1))
def test_texts_that_numpy_printed_come_back(values):
    array = np.array([*values, None], dtype=object)[:-1]
    assert literal_list(str(array)) == values
    assert literal_list("[" + "\n ".join(map(repr, values)) + "]") == values


def test_a_list_may_be_as_deep_as_json():
    assert literal_list("[" * 100 + "]" * 100) is not None
