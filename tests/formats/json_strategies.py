"""JSON texts of every kind for hypothesis: right, odd, and damaged."""

from __future__ import annotations

import json

from hypothesis import strategies as st

ODD_STRINGS = st.sampled_from(
    ['"\\ud83d"', '"\\ude00"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\/"', '"\x7f"', '"\t"', '"a']
)
ODD_NUMBERS = st.sampled_from(
    ["NaN", "Infinity", "-Infinity", "-0", "-0.0", "1e999", "-1e999", "1e-400", "01", "1.", "-"]
)
LONG_NUMBERS = st.sampled_from(
    ["9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e19", "-1e19"]
)
INTEGERS = st.integers(-(2**70), 2**70).map(str) | LONG_NUMBERS
NUMBERS = INTEGERS | st.floats().map(json.dumps) | ODD_NUMBERS
TEXTS = st.text(max_size=8).map(json.dumps) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8
).map(lambda text: json.dumps(text, ensure_ascii=False))
SCALARS = st.sampled_from(["true", "false", "null", "tru"]) | NUMBERS | TEXTS | ODD_STRINGS
SPACES = st.sampled_from(["", "", "", " ", "\n", "\r\n", "\t"])


@st.composite
def lists(draw, inner):
    items = draw(st.lists(inner, max_size=4))
    return "[" + draw(SPACES) + (draw(SPACES) + "," + draw(SPACES)).join(items) + "]"


@st.composite
def objects(draw, inner):
    keys = st.sampled_from(['"a"', '"b"', '"é"', '"\\ud800"', "a", '""'])
    pairs = draw(st.lists(st.tuples(keys, inner), max_size=4))
    inside = ("," + draw(SPACES)).join(f"{key}:{draw(SPACES)}{value}" for key, value in pairs)
    return "{" + draw(SPACES) + inside + draw(SPACES) + "}"


VALUES = st.recursive(SCALARS, lambda inner: lists(inner) | objects(inner), max_leaves=8)
OBJECTS = objects(VALUES)


@st.composite
def damaged(draw, texts):
    """The bytes of a text, now and then with a byte changed, dropped, put in, or cut off."""
    content = draw(texts).encode("utf-8", "surrogatepass")
    if not content or draw(st.booleans()):
        return content
    place = draw(st.integers(0, len(content) - 1))
    new = draw(st.sampled_from([b"", b"\0", b"\xff", b"\xe9", b'"', b",", b"]", b"}", b"\\", b"1"]))
    rest = draw(st.sampled_from([content[place + 1 :], content[place:], b""]))
    return content[:place] + new + rest
