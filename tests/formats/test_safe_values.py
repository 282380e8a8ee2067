from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from math import inf, nan
from uuid import UUID

import pytest

from real_desktop.formats.safe_values import Undecoded, json_value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (10**30, 10**30),
        ("NaN", "NaN"),
        (nan, None),
        (inf, inf),
        ([1.5, nan], [1.5, None]),
        ({"a": {"b": nan}}, {"a": {"b": None}}),
        ([("key", 1)], [["key", 1]]),
        ({1: 2}, {"1": 2}),
        (datetime(2024, 1, 2, 3, 4, tzinfo=UTC), "2024-01-02T03:04:00+00:00"),
        (date(2024, 1, 2), "2024-01-02"),
        (time(3, 4), "03:04:00"),
        (timedelta(hours=1), "1:00:00"),
        (Decimal("1.50"), "1.50"),
        (b"caf\xc3\xa9", "café"),
        (b"\xff\0", Undecoded("/wA=")),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_values_of_tables_become_values_of_json(value, expected):
    found = json_value(value)
    assert (found, type(found)) == (expected, type(expected))
    json.dumps(found)
