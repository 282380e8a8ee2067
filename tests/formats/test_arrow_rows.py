from __future__ import annotations

import io
import tracemalloc
from datetime import UTC, datetime
from random import Random

import pyarrow as pa
import pytest
from pyarrow import feather, ipc

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats import arrow_stream
from real_desktop.formats.arrow_rows import arrow_rows, holds_arrow
from real_desktop.formats.reading import read
from real_desktop.formats.rows import Row
from real_desktop.formats.surveying import survey
from tests.formats.packers import EVERY_WAY

ROWS = [
    {"prompt": "é", "responses": [{"text": "a", "model": "m"}, {"text": "b", "model": None}]},
    {"prompt": "q", "responses": [{"text": "c", "model": None}, None]},
    {"prompt": None, "responses": None},
]
DAMAGED = "x: the Arrow data is damaged or breaks off"


def packed(rows, kind=ipc.new_stream, compression=None, chunk=None):
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows)
    file = io.BytesIO()
    options = ipc.IpcWriteOptions(compression=compression)
    with kind(file, table.schema, options=options) as writer:
        writer.write_table(table, chunk)
    return file.getvalue()


def columns_of(path):
    return [row.columns for row in arrow_rows(path)]


def refusal_of(path):
    with pytest.raises(UserError) as caught:
        list(arrow_rows(path))
    return str(caught.value)


@pytest.mark.parametrize("kind", [ipc.new_stream, ipc.new_file])
@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
@pytest.mark.parametrize("wrap", EVERY_WAY)
def test_lists_objects_and_nulls_come_as_they_are(file_of, kind, compression, wrap):
    path = file_of(wrap(packed(ROWS, kind, compression)), "x.jsonl")
    assert columns_of(path) == ROWS
    assert survey(path).tally.sets == 1


@pytest.mark.parametrize("compression", ["uncompressed", "lz4", "zstd"])
def test_feather_is_read(tmp_path, compression):
    feather.write_feather(pa.Table.from_pylist(ROWS), tmp_path / "x", compression)
    assert columns_of(tmp_path / "x") == ROWS


def test_the_first_feather_is_told(file_of):
    path = file_of(b"FEA1" + bytes(50), "x")
    with pytest.raises(UserError, match="found a Feather file of the first version"):
        survey(path)


@pytest.mark.parametrize("kind", [ipc.new_stream, ipc.new_file])
def test_rows_are_numbered_over_batches(file_of, kind):
    path = file_of(packed([{"a": i} for i in range(100)], kind, chunk=33))
    assert [(row.number, row.columns["a"]) for row in arrow_rows(path)] == [
        (i + 1, i) for i in range(100)
    ]


def test_an_empty_batch_is_not_the_end(file_of):
    schema = pa.schema([("a", pa.int64())])
    file = io.BytesIO()
    with ipc.new_stream(file, schema) as writer:
        for values in ([1], [], [2]):
            writer.write_batch(pa.record_batch([pa.array(values, pa.int64())], schema))
    assert columns_of(file_of(file.getvalue())) == [{"a": 1}, {"a": 2}]


def test_every_kind_of_column_is_read_in_the_terms_of_json(file_of):
    table = pa.table(
        {
            "large": pa.array(["é"], pa.large_string()),
            "view": pa.array(["longer than twelve bytes"], pa.string_view()),
            "views": pa.array([["a", None, "b" * 20]], pa.list_(pa.string_view())),
            "category": pa.array(["a"]).dictionary_encode(),
            "categories": pa.array([["a", "b"]], pa.list_(pa.dictionary(pa.int8(), pa.string()))),
            "map": pa.array([[("k", "v")]], pa.map_(pa.string(), pa.string())),
            "pair": pa.array([["a", "b"]], pa.list_(pa.string(), 2)),
            "nothing": pa.nulls(1),
            "bytes": pa.array([b"\xff"], pa.binary_view()),
            "fixed": pa.array([b"abc"], pa.binary(3)),
            "json": pa.array(['{"a": 1}'], pa.string()).cast(pa.json_()),
            "time": pa.array([datetime(2024, 1, 2, tzinfo=UTC)]),
            "half": pa.array([0.5], pa.float16()),
            "nan": pa.array([float("nan")]),
        }
    )
    for kind in (ipc.new_stream, ipc.new_file):
        assert columns_of(file_of(packed(table, kind))) == [
            {
                "large": "é",
                "view": "longer than twelve bytes",
                "views": ["a", None, "b" * 20],
                "category": "a",
                "categories": ["a", "b"],
                "map": [["k", "v"]],
                "pair": ["a", "b"],
                "nothing": None,
                "bytes": "/w==",
                "fixed": "abc",
                "json": '{"a": 1}',
                "time": "2024-01-02T00:00:00+00:00",
                "half": 0.5,
                "nan": None,
            }
        ]


UNION = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])])


@pytest.mark.parametrize(
    "column",
    [
        pa.array([["a"]], pa.list_view(pa.string())),
        pa.RunEndEncodedArray.from_arrays([1], ["a"]),
        pa.array([[["a"]]], pa.list_(pa.large_list_view(pa.string()))),
        pa.UnionArray.from_dense(
            pa.array([0], pa.int8()), pa.array([0], pa.int32()), [pa.array([1])]
        ),
        pa.DictionaryArray.from_arrays(pa.array([0]), pa.array([["a"]])),
    ],
)
def test_kinds_that_hold_one_value_many_times_are_refused(file_of, column):
    path = file_of(packed(pa.table({"c": column})), "x")
    assert refusal_of(path) == "x: the column c is of a kind that cannot be read"


@pytest.mark.parametrize("kind", [ipc.new_stream, ipc.new_file])
@pytest.mark.parametrize("compression", [None, "zstd"])
def test_a_file_cut_at_any_byte_is_refused(file_of, kind, compression):
    content = packed([{"a": "é"}, {"a": None}], kind, compression, chunk=1)
    for end in range(8, len(content)):
        assert refusal_of(file_of(content[:end], "x")) == DAMAGED


@pytest.mark.parametrize("rest", [b"x", packed(ROWS)])
def test_what_follows_a_stream_is_damage(file_of, rest):
    assert refusal_of(file_of(packed(ROWS) + rest, "x")) == DAMAGED
    assert columns_of(file_of(packed(ROWS) + bytes(100))) == ROWS


def outcome_of(path):
    try:
        for row in arrow_rows(path):
            assert isinstance(row, Row | RejectedRow)
    except UserError as error:
        return str(error)
    return "read"


MIXED = pa.Table.from_pylist(ROWS * 3).append_column(
    "category", pa.array(["one", "two", None] * 3).dictionary_encode()
)
MIXED = MIXED.append_column("view", pa.array(["longer than twelve bytes"] * 9, pa.string_view()))


@pytest.mark.parametrize("kind", [ipc.new_stream, ipc.new_file])
@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_damage_is_read_or_refused_but_never_the_end_of_the_process(file_of, kind, compression):
    content, random = packed(MIXED, kind, compression, chunk=4), Random(7)
    outcomes = set()
    for _ in range(300):
        damaged = bytearray(content)
        damaged[random.randrange(8, len(damaged))] = random.randrange(256)
        end = random.randrange(8, len(damaged)) if random.random() < 0.1 else len(damaged)
        outcomes.add(outcome_of(file_of(bytes(damaged[:end]), "x")))
    assert outcomes >= {"read", DAMAGED}


def test_text_that_is_no_utf8_refuses_the_file(file_of):
    texts = pa.array([b"a", b"\xff"], pa.binary()).view(pa.string())
    assert refusal_of(file_of(packed(pa.table({"t": texts})), "x")) == DAMAGED


def test_two_columns_of_one_name_refuse_the_file(file_of):
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["x", "x"])
    assert refusal_of(file_of(packed(table), "x")) == "x: found 2 columns called x"


def shared_texts(kind):
    """A million places that point to one text of 100,000 characters, in two megabytes."""
    indices = pa.array([0] * 1_000_000, pa.int8())
    return pa.DictionaryArray.from_arrays(indices, pa.array(["x" * 100_000], kind))


def shared_views():
    one = pa.array(["x" * 100_000], pa.string_view())
    views = pa.py_buffer(one.buffers()[1].to_pybytes() * 100_000)
    return pa.Array.from_buffers(pa.string_view(), 100_000, [None, views, one.buffers()[2]])


@pytest.mark.parametrize(
    "column",
    [
        shared_texts(pa.string()),
        shared_texts(pa.string_view()),
        shared_views(),
        pa.ListArray.from_arrays([0, 100_000], shared_views()),
        pa.nulls(100_000_000),
        pa.array([["x" * 40_000_000]]),
    ],
)
@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_a_bomb_is_refused_before_it_is_unpacked(file_of, column, compression):
    content = packed(pa.table({"c": column}), compression=compression)
    if len(content) > 10_000_000:
        pytest.skip("no bomb if it is not packed")
    path = file_of(content)
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match="unfolds to more than 100 times its size"):
            list(arrow_rows(path))
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert pa.total_allocated_bytes() - before < 1_000_000


def test_a_batch_beyond_all_measure_is_refused(file_of, monkeypatch):
    monkeypatch.setattr(arrow_stream, "MOST_AT_ONCE", 1_000)
    path = file_of(packed([{"a": "x" * 2_000}]), "x")
    assert refusal_of(path) == "x: a batch of more than 1 GiB; write it in smaller ones"


def test_memory_does_not_grow_with_the_file(file_of):
    text = Random(1).randbytes(5_000).hex()
    small = packed([{"a": text + str(i)} for i in range(200)], chunk=100)
    large = packed([{"a": text + str(i)} for i in range(4_000)], chunk=100)

    def peak(content):
        path, most = file_of(content), 0
        tracemalloc.start()
        try:
            for _ in arrow_rows(path):
                most = max(most, pa.total_allocated_bytes())
            return most + tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert len(large) > 19 * len(small)
    assert peak(large) < 1.2 * peak(small) + 100_000


@pytest.mark.parametrize(
    ("head", "is_arrow"),
    [
        (packed(ROWS)[:100], True),
        (packed(ROWS, ipc.new_file)[:100], True),
        (b"ARROW1\0\0", True),
        (b"ARROW,b\n", False),
        (b"\xff\xff\xff\xff", False),
        (b"\xff" * 100, False),
        (b"PAR1", False),
        (b"", False),
    ],
)
def test_arrow_is_recognised_by_its_first_bytes(head, is_arrow):
    assert holds_arrow(head) is is_arrow


def test_a_name_that_looks_like_an_address_is_a_file(file_of):
    assert next(read(file_of(packed(ROWS), "s3:x.arrow"))).messages[0].content == "é"
