from __future__ import annotations

import pyarrow as pa
import pytest

from real_desktop.formats.table_sizes import can_be_measured, size_of_batch


def size_of(values, kind):
    return size_of_batch(pa.record_batch({"c": pa.array(values, kind)})) - 8 * len(values)


def views(*lengths):
    return ["x" * length for length in lengths]


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int8(), pa.string_view()),
    ],
)
def test_a_text_takes_its_bytes_wherever_they_are_kept(kind):
    array = pa.array([*views(3, 100, 100), None], pa.string()).cast(kind)
    for start, expected in ((0, 203), (1, 200), (3, 0)):
        batch = pa.record_batch({"c": array.slice(start)})
        assert size_of_batch(batch) == expected + 2 * 8 * batch.num_rows


@pytest.mark.parametrize(
    ("values", "kind", "inside"),
    [
        ([views(3, 4), None, []], pa.list_(pa.string()), 7 + 2 * 8),
        ([views(3, 4), views(5, 6)], pa.list_(pa.string_view(), 2), 18 + 4 * 8),
        ([{"a": "xx", "b": 1}], pa.struct([("a", pa.string()), ("b", pa.int8())]), 2 + 2 * 8),
        ([[("k", "vv")], [("k", "v")]], pa.map_(pa.string(), pa.string()), 5 + 4 * 8),
        ([1, 2, 3], pa.int64(), 0),
        ([b"abc"], pa.binary(3), 3),
        ([None] * 5, pa.null(), 0),
    ],
)
def test_what_is_inside_counts(values, kind, inside):
    assert size_of(values, kind) == inside + 8 * len(values)


def test_of_a_slice_only_what_is_in_it_counts():
    whole = pa.record_batch({"c": pa.array([[("k", "v" * 1_000)], [("k", "v")]])})
    maps = pa.record_batch({"c": whole["c"].cast(pa.list_(whole["c"].type.value_type))})
    assert size_of_batch(maps.slice(1)) < 200
    texts = pa.array([[("k", "v" * 1_000)], [("k", "v")]], pa.map_(pa.string(), pa.string()))
    assert size_of_batch(pa.record_batch({"c": texts}).slice(1)) < 200


def test_rows_without_columns_count():
    assert size_of_batch(pa.record_batch({"c": pa.nulls(7)}).select([])) == 7 * 8


@pytest.mark.parametrize(
    ("kind", "is_fine"),
    [
        (pa.string_view(), True),
        (pa.timestamp("s"), True),
        (pa.list_(pa.struct([("a", pa.list_(pa.string()))])), True),
        (pa.map_(pa.string(), pa.dictionary(pa.int8(), pa.string())), True),
        (pa.json_(), True),
        (pa.list_view(pa.int8()), False),
        (pa.list_(pa.struct([("a", pa.list_view(pa.int8()))])), False),
        (pa.run_end_encoded(pa.int32(), pa.int8()), False),
        (pa.dictionary(pa.int8(), pa.list_(pa.int8())), False),
        (pa.dense_union([pa.field("a", pa.int8())]), False),
    ],
)
def test_a_kind_that_cannot_be_measured_is_told(kind, is_fine):
    assert can_be_measured(kind) is is_fine
