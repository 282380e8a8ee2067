from __future__ import annotations

import pytest

from real_desktop.core.long_text import is_long


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("x" * 1024, False),
        ("x" * 1025, True),
        ("字" * 341, False),
        ("字" * 342, True),
        ("é" * 2000, True),
        ("\ud800" * 10, False),
    ],
)
def test_four_bytes_are_counted_as_a_token(text, expected):
    assert is_long(text) is expected
